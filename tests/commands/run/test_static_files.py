"""Styles and scripts are collected when they changed, and only then."""

from pathlib import Path
from typing import Any

import pytest

from steadyhand.commands.run.static_files import collect_when_changed


@pytest.fixture
def _own_styles(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "a.css").write_text("a { color: red }")
    settings.STATICFILES_DIRS = [tmp_path / "ours"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "static"


@pytest.mark.usefixtures("_own_styles")
def test_a_second_start_collects_nothing(tmp_path: Path) -> None:
    assert collect_when_changed()
    assert not collect_when_changed()
    assert (tmp_path / "static" / "a.css").exists()


@pytest.mark.usefixtures("_own_styles")
def test_a_changed_style_is_collected_again(tmp_path: Path) -> None:
    collect_when_changed()
    (tmp_path / "ours" / "a.css").write_text("a { color: blue }")

    assert collect_when_changed()
    assert (tmp_path / "static" / "a.css").read_text() == "a { color: blue }"
