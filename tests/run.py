"""`make test`: the whole suite on SQLite, then on PostgreSQL; what a machine lacks is said in one line each.

make test                the whole suite
make test T=calls        only tests whose path or name has "calls", on SQLite: the inner loop
"""

import os
import shutil
import socket
import subprocess
import sys
from urllib.parse import urlsplit

POSTGRESQL = os.environ.get("STEADYHAND_TEST_POSTGRESQL", "postgres://postgres@127.0.0.1:5432/steadyhand")
# Set where everything may be installed (CI): then a missing piece is a failure, not a remark.
NOTHING_MAY_BE_MISSING = os.environ.get("STEADYHAND_NOTHING_MISSING") == "1"


def main(only: list[str]) -> int:
    missing: list[str] = []
    if not shutil.which("chromium"):
        missing.append("Chromium isn't installed, so no browser walked the journeys (apt-get install chromium).")
    arguments = ["-n", "2", "--dist", "loadscope", "-q"]
    if only:
        return _pytest("SQLite", [*arguments, "-k", " or ".join(only), "-m", "not journey and not slow"], {})
    failed = _pytest("SQLite", arguments, {})
    if _listens(POSTGRESQL):
        # Journeys have walked once; what they call is tested below them on this database too.
        failed |= _pytest("PostgreSQL", [*arguments, "-m", "not journey"], {"DATABASE_URL": POSTGRESQL})
    else:
        missing.append(f"PostgreSQL doesn't answer at {POSTGRESQL}, so the suite ran on SQLite only.")
    for remark in missing:
        print(remark)
    return int(bool(failed) or (NOTHING_MAY_BE_MISSING and bool(missing)))


def _pytest(database: str, arguments: list[str], environment: dict[str, str]) -> int:
    print(f"--- tests on {database} ---", flush=True)
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, env=inherited | environment, check=False).returncode


def _listens(url: str) -> bool:
    place = urlsplit(url)
    try:
        with socket.create_connection((place.hostname or "127.0.0.1", place.port or 5432), timeout=2):
            return True
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
