"""Where do the other queues run? In an environment of their own, made for this run and thrown away after it."""

import subprocess
import sys
import venv
from pathlib import Path

PINS = Path(__file__).with_name("rivals.txt")
ROOT = Path(__file__).resolve().parents[2]


def make_environment(folder: Path) -> str:
    """Install what `rivals.txt` pins; return the path of its Python."""
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r", str(PINS)]
    subprocess.run(pip, check=True, stdout=sys.stderr, stderr=subprocess.PIPE)  # noqa: S603  # what the page pins
    return python


def environment_of(rival: str) -> dict[str, str]:
    return {
        "BENCH_RIVAL": rival,
        "DJANGO_SETTINGS_MODULE": "benchmarks.jobs.their_settings",
        "PYTHONPATH": str(ROOT),
    }
