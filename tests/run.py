"""`make test`: the whole suite on SQLite, then on PostgreSQL all of it that asks a database.

What a machine lacks is said in one line each.

make test                the whole suite
make test T=calls        only tests whose path or name has "calls", on SQLite: the inner loop
"""

import os
import shutil
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg

POSTGRESQL = os.environ.get("STEADYHAND_TEST_POSTGRESQL", "postgres://postgres@127.0.0.1:5432/steadyhand")
# Set where everything may be installed (CI): then a missing piece is a failure, not a remark.
NOTHING_MAY_BE_MISSING = os.environ.get("STEADYHAND_NOTHING_MISSING") == "1"

# Without bytecode each of four test processes and of a hundred commands compiles everything anew, which takes a minute.
_NOT_INHERITED = ("DATABASE_URL", "PYTHONDONTWRITEBYTECODE")


def main(only: list[str]) -> int:
    missing: list[str] = []
    if not shutil.which("chromium"):
        missing.append("Chromium isn't installed, so no browser walked the journeys (apt-get install chromium).")
    arguments = ["-n", "2", "--dist", "worksteal", "-q"]
    if only:
        return _pytest(
            "SQLite", [*arguments, "-k", " or ".join(only), "-m", "not journey and not slow and not long"], {}
        )
    # What makes the whole slow is said at its end.
    arguments += ["--durations", "15", "--durations-min", "4"]
    failed = _pytest("SQLite", [*arguments, "-m", "not long"], {})
    reason = _why_not(POSTGRESQL)
    if not reason:
        # What asks no database has run: nothing in it could go another way. Journeys have walked once, too, and so have
        # the tests of single pages: what they call is tested below them on this database.
        again = [*arguments, "--asks-a-database", "-m", "not journey and not long"]
        failed |= _pytest("PostgreSQL", again, {"DATABASE_URL": POSTGRESQL})
    else:
        missing.append(f"PostgreSQL can't be used, so the suite ran on SQLite only ({POSTGRESQL}: {reason}).")
    for remark in missing:
        print(remark)
    return int(bool(failed) or (NOTHING_MAY_BE_MISSING and bool(missing)))


def _pytest(database: str, arguments: list[str], environment: dict[str, str]) -> int:
    print(f"--- tests on {database} ---", flush=True)
    inherited = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, env=inherited | environment, check=False).returncode


def _why_not(url: str) -> str:
    """Return why this PostgreSQL can't be used, or nothing if it can."""
    place = urlsplit(url)
    try:
        psycopg.connect(urlunsplit(place._replace(path="/postgres")), connect_timeout=3).close()
    except psycopg.OperationalError as reason:
        return str(reason).strip().splitlines()[-1]
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
