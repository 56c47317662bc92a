"""A home belongs to one process at a time, and to nobody once that has ended."""

from pathlib import Path

import pytest

from steadyhand.commands.application import CannotDo
from steadyhand.commands.run.home import hold_home


def test_a_held_home_says_who_holds_it(tmp_path: Path) -> None:
    with (
        hold_home(tmp_path, doing="run"),
        pytest.raises(CannotDo, match="`steadyhand run` runs there as process"),
        hold_home(tmp_path, doing="restore"),
    ):
        pytest.fail("Two held the home at once.")


def test_a_home_is_free_again_afterwards(tmp_path: Path) -> None:
    with hold_home(tmp_path / "new", doing="run"):
        pass

    with hold_home(tmp_path / "new", doing="demo"):
        assert '"doing": "demo"' in (tmp_path / "new" / "running.lock").read_text()
