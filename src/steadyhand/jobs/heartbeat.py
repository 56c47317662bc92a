"""Do the jobs live? A file in the home whose age says so, for `steadyhand run` and `steadyhand check`."""

from pathlib import Path

NAME = "jobs.alive"
EVERY_SECONDS = 5.0


def beat(home: Path) -> None:
    (home / NAME).touch()


def fall_silent(home: Path) -> None:
    """Say that the jobs have ended in good order."""
    (home / NAME).unlink(missing_ok=True)
