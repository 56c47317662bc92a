"""Is the machine itself fit: library, folder, key, disk, time zones, jobs?"""

import os
import shutil
import stat
import time
from importlib import metadata
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from steadyhand.commands.check.finding import Finding, bad, good, remark

# The first SQLite without a fault that can corrupt a database when its write-ahead log is reset.
# Source: https://sqlite.org/wal.html#walresetbug (3.7.0 to 3.51.2 are affected).
SOUND_SQLITE = (3, 51, 3)
# Below this a busy day's log and one backup no longer fit.
LEAST_FREE_BYTES = 1_000_000_000
# The jobs say every few seconds that they live (jobs/heartbeat.py).
JOBS_SILENT_SECONDS = 60


def sqlite_library(version: str) -> Finding:
    """Judge the version of the SQLite library that holds the record."""
    if tuple(int(part) for part in version.split(".")) >= SOUND_SQLITE:
        return good("SQLite library", f"SQLite {version}.")
    wanted = ".".join(str(part) for part in SOUND_SQLITE)
    return bad(
        "SQLite library",
        f"SQLite {version} is older than {wanted}: it can, rarely, damage a database when its write-ahead log is "
        "reset. Install pysqlite3 (`make setup` does where there is a build for this machine) or use PostgreSQL.",
    )


def home_folder(home: Path) -> Finding:
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe = home / f".write-probe-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as problem:
        return bad(
            "home",
            f"{home} can't be written ({problem.strerror}): give this user the right, or set STEADYHAND_HOME.",
        )
    return good("home", f"{home} can be written.")


def secret_key_file(path: Path) -> Finding:
    """Judge who may read the key that signs sessions and customers' links."""
    if os.environ.get("STEADYHAND_SECRET_KEY"):
        return good("secret key", "The key comes from STEADYHAND_SECRET_KEY.")
    if not path.exists():
        return bad("secret key", f"{path} is missing, so nobody could sign in: any start of Steadyhand makes it.")
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        return bad("secret key", f"{path} can be read by others (mode {mode:o}): run `chmod 600 {path}`.")
    return good("secret key", f"Only its owner can read {path}.")


def disk_space(home: Path) -> Finding:
    free = shutil.disk_usage(_nearest_existing(home)).free
    said = f"{free / 1e9:.1f} GB free at {home}."
    if free < LEAST_FREE_BYTES:
        return bad("disk space", f"Only {said} Make room: a full disk stops call taking.")
    return good("disk space", said)


def time_zones(zones: set[str]) -> Finding:
    """Judge whether every time zone named in the database is known to this machine."""
    if not available_timezones():
        return bad("time zones", "This machine has no time zone data: install the tzdata package.")
    unknown = sorted(zone for zone in zones if not _is_known(zone))
    if unknown:
        return bad("time zones", f"Unknown here: {', '.join(unknown)}. Update the tzdata package, or mend the branch.")
    return good("time zones", f"tzdata {metadata.version('tzdata')}; every zone in use is known.")


def jobs_alive(heartbeat: Path) -> Finding:
    """Say when the jobs last showed that they live; silence is only a remark, for nobody need run them now."""
    if not heartbeat.exists():
        return remark("jobs", "The jobs never ran from this home; `steadyhand run` starts them.")
    seconds = max(0.0, time.time() - heartbeat.stat().st_mtime)
    if seconds > JOBS_SILENT_SECONDS:
        return remark("jobs", f"The jobs were last alive {seconds / 60:.0f} minutes ago; `steadyhand run` starts them.")
    return good("jobs", f"The jobs were alive {seconds:.0f} seconds ago.")


def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True


def _nearest_existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path
