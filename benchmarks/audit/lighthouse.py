"""What does Lighthouse say of a page on an emulated phone? Version and settings are those of package-lock.json."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.audit.house import CannotAudit, Sight

FOLDER = Path(__file__).parent
PROGRAM = FOLDER / "node_modules/lighthouse/cli/index.js"
CATEGORIES = ("performance", "accessibility", "best-practices")
CHROMIUM = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-dev-shm-usage"
BAR = 95
# Lighthouse's own advice where a machine does other things too: the median of several. Only when the first is short.
AGAIN = 2
PATIENCE_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Scores:
    """Points of 100 for each category, and what took points away."""

    name: str
    points: dict[str, int]
    lost_by: tuple[str, ...]

    @property
    def is_short(self) -> bool:
        return min(self.points.values()) < BAR


def missing() -> str:
    """Return in one line what isn't there to run it, or nothing."""
    if not shutil.which("node"):
        return "Node isn't installed, so Lighthouse can't run: apt-get install nodejs npm, then again."
    if not PROGRAM.exists():
        return f"Lighthouse isn't installed in {FOLDER}: run make audit-pages, which does it."
    if not shutil.which("chromium"):
        return "Chromium isn't installed, so no page can be looked at: apt-get install chromium, then again."
    return ""


def score(address: str, sight: Sight) -> Scores:
    """Return a page's points: of one run, or where performance is short, the median of three."""
    found = _run(address, sight)
    if found.points["performance"] >= BAR:
        return found
    runs = [found, *(_run(address, sight) for _ in range(AGAIN))]
    points = {category: round(median(run.points[category] for run in runs)) for category in CATEGORIES}
    return Scores(sight.name, points, found.lost_by)


def _run(address: str, sight: Sight) -> Scores:
    command = [
        "node",
        str(PROGRAM),
        f"{address}{sight.path}",
        "--quiet",
        "--output=json",
        "--no-enable-error-reporting",
    ]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={CHROMIUM}"]
    if sight.cookie:
        command.append(f"--extra-headers={json.dumps({'Cookie': sight.cookie.partition(';')[0]})}")
    chromium = shutil.which("chromium") or ""
    try:
        answer = subprocess.run(  # noqa: S603  # our own words
            command,
            env={**os.environ, "CHROME_PATH": chromium},
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
            text=True,
        )
    except subprocess.TimeoutExpired as reason:
        said = f"Lighthouse took more than {PATIENCE_SECONDS} s for {sight.name}: try on a machine that does less."
        raise CannotAudit(said) from reason
    if answer.returncode:
        raise CannotAudit(f"Lighthouse gave up on {sight.name}: {answer.stderr[-1000:]}")
    report: dict[str, Any] = json.loads(answer.stdout)
    points = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES}
    return Scores(sight.name, points, tuple(_lost(report)))


def _lost(report: dict[str, Any]) -> list[str]:
    """Return what counts and isn't perfect, worst first."""
    weights = {ref["id"]: ref["weight"] for name in CATEGORIES for ref in report["categories"][name]["auditRefs"]}
    audits = [report["audits"][name] for name, weight in weights.items() if weight]
    short = [audit for audit in audits if audit["score"] is not None and audit["score"] < BAR / 100]
    return [
        f"{audit['id']} {audit.get('displayValue', '')}".strip() for audit in sorted(short, key=lambda a: a["score"])
    ]
