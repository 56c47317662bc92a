"""Does what only the desk loads stay small, and keep to the tokens and to our own files?"""

import gzip
import re
from pathlib import Path

import pytest

DESK = Path(__file__).parents[3] / "src/steadyhand/pages/static/steadyhand/desk"
FILES = sorted(path for path in DESK.iterdir() if path.suffix in (".css", ".js"))
# A desk's computer keeps them after the first page; this is what a slow line loads in half a second.
MOST_BYTES = 16_000


def test_all_of_it_stays_under_16_kb() -> None:
    assert FILES
    assert sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in FILES) < MOST_BYTES


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".css"], ids=lambda path: path.name)
def test_colours_are_tokens(path: Path) -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", path.read_text()) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(path: Path) -> None:
    assert re.findall(r"https?://(?!www\.w3\.org/)|url\(\s*['\"]?//|\beval\(|innerHTML", path.read_text()) == []
