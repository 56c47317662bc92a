"""The tree reads as the style asks: modules say what they answer, names are the glossary's."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "steadyhand"
MODULES = [path for path in SRC.rglob("*.py") if "migrations" not in path.parts and path.name != "apps.py"]
LONGEST_FILE = 400
FORBIDDEN_NAMES = {"utils", "helpers", "misc", "common_utils", "base_manager"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_a_module_says_what_question_it_answers(path: Path) -> None:
    text = path.read_text()

    assert not text.strip() or ast.get_docstring(ast.parse(text)), f"{path.relative_to(ROOT)} has no docstring"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_files_stay_small(path: Path) -> None:
    lines = len(path.read_text().splitlines())

    assert lines <= LONGEST_FILE, f"{lines} lines: make it a folder of smaller rooms"


def test_nothing_is_called_by_a_name_that_says_nothing() -> None:
    named = {path.stem for path in MODULES} | {path.parent.name for path in MODULES}

    assert named & FORBIDDEN_NAMES == set()


def test_no_file_speaks_of_the_machine_it_was_written_on() -> None:
    home = "/" + "root/"
    speaking = [
        str(path.relative_to(ROOT))
        for folder in ("src", "tests", "docs", "requirements", "benchmarks", ".ci")
        for path in (ROOT / folder).rglob("*")
        if "node_modules" not in path.parts  # what others wrote, and git does not keep
        and path.suffix in (".py", ".md", ".txt", ".in", ".html", ".css", ".js", ".toml", "")
        and path.is_file()
        and home in path.read_text(errors="ignore")
    ]

    assert speaking == []
