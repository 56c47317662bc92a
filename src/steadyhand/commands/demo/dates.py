"""The files tell a story that ends in a certain week; loaded in another, all their dates move along by whole weeks."""

import re
from datetime import date, timedelta
from pathlib import Path

# The Monday of the files' own "this week" (writing/fleet.py).
THIS_MONDAY = date(2026, 11, 16)
_DATE = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")


def weeks_between(today: date) -> int:
    """Return by how many weeks the story moves so that it ends last week. Whole weeks: a Monday stays a Monday."""
    return (today - timedelta(days=today.weekday()) - THIS_MONDAY).days // 7


def copy_moved(files: Path, into: Path, *, weeks: int) -> list[Path]:
    """Copy the import files with every date moved; return the copies."""
    copies = []
    for path in sorted(files.glob("*.csv")):
        copy = into / path.name
        copy.write_text(_DATE.sub(lambda found: _moved(found, weeks), path.read_text("utf-8")), "utf-8")
        copies.append(copy)
    return copies


def _moved(found: re.Match[str], weeks: int) -> str:
    year, month, day = (int(part) for part in found.groups())
    return (date(year, month, day) + timedelta(weeks=weeks)).isoformat()
