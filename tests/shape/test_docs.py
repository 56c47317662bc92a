"""The documents agree with the code: commands, settings, dependencies, words, links."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TEMPLATES = sorted((ROOT / "src" / "steadyhand" / "pages" / "templates").rglob("*.html"))


def read(path: str) -> str:
    return (ROOT / path).read_text()


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", read("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    broken = [
        link
        for link in re.findall(r"\]\(([^)#\s]+)", path.read_text())
        if "://" not in link and not link.startswith("mailto:") and not (path.parent / link).exists()
    ]

    assert broken == []


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_make_commands_in_documents_exist(path: Path) -> None:
    named = set(re.findall(r"(?:^|[`\s])make ([a-z][a-z-]+)\b(?=[`\s,.;:)]|$)", path.read_text(), re.MULTILINE))
    # "make sure", "make it": English, not commands; a command in prose stands in backticks.
    commands = {name for name in named if f"`make {name}" in path.read_text() or f"    make {name}" in path.read_text()}

    assert commands - targets() == set()


def test_every_make_command_says_what_it_does() -> None:
    listed = set(re.findall(r"^([a-z][a-z-]*):.*## \S", read("Makefile"), re.MULTILINE))

    assert targets() == listed | {"help"}


def test_every_setting_from_the_environment_is_explained() -> None:
    used = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for name in re.findall(r"[\"'](STEADYHAND_[A-Z_]+|DATABASE_URL)[\"']", path.read_text())
    }
    explained = set(re.findall(r"`(STEADYHAND_[A-Z_]+|DATABASE_URL)`", read("docs/operate/settings.md")))

    assert used == explained


def test_every_dependency_has_earned_its_place() -> None:
    wanted = {
        re.split(r"[\[><=;\s]", line)[0].lower()
        for line in read("requirements/run.in").splitlines()
        if line and not line.startswith(("#", "-"))
    }
    page = read("docs/decisions/0003-dependencies.md").lower()
    # The page says "psycopg 3" and "hatchling, editables": the name must stand at the beginning of a row or in it.
    missing = {name for name in wanted if not re.search(rf"^\|[^|]*\b{re.escape(name)}\b", page, re.MULTILINE)}

    assert missing == set()


def test_locks_name_no_index_and_pin_every_hash() -> None:
    for name in ("run", "dev", "maps"):
        lock = read(f"requirements/{name}.txt")
        assert "://" not in lock
        pins = re.findall(r"^[a-z0-9-]+==", lock, re.MULTILINE)
        assert pins
        assert lock.count("--hash=sha256:") >= len(pins)


def test_the_lock_of_the_audit_names_no_address_and_every_hash() -> None:
    packages = json.loads(read("benchmarks/audit/package-lock.json"))["packages"]
    installed = {path: facts for path, facts in packages.items() if path}

    assert {path for path, facts in installed.items() if "resolved" in facts} == set()
    assert {path for path, facts in installed.items() if not facts.get("integrity", "").startswith("sha512-")} == set()
    assert packages[""]["devDependencies"] == {"lighthouse": packages["node_modules/lighthouse"]["version"]}


def test_every_benchmark_has_its_figures_written_down() -> None:
    figures = read("docs/benchmarks.md").lower()
    unwritten = {name for name in targets() if name.startswith(("bench-", "prove-")) and f"make {name}" not in figures}

    assert unwritten == set()


def never_said() -> set[str]:
    """Return the words of the glossary's right-hand column."""
    rows = [line.split("|") for line in read("docs/glossary.md").splitlines() if line.startswith("| **")]
    return {word.strip() for row in rows for word in row[3].split(",") if word.strip()}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_screens_speak_the_glossary(path: Path) -> None:
    words = re.sub(
        r"{#.*?#}|{% comment %}.*?{% endcomment %}|{[%{].*?[%}]}|<[^>]*>", " ", path.read_text(), flags=re.DOTALL
    )
    # What somebody holds in their own hand is no machine of ours.
    words = re.sub(r"\b(this|your|the) device('s)?\b", " ", words)
    # Words with a plain meaning of their own besides the trade's.
    allowed = {"error", "log", "task", "notes", "location", "unit", "account", "client", "status", "asset", "tech"}
    said = {word for word in never_said() - allowed if re.search(rf"\b{re.escape(word)}s?\b", words, re.IGNORECASE)}

    assert said == set(), f"docs/glossary.md has other words for {sorted(said)}"


def test_architecture_says_where_every_folder_is() -> None:
    source = ROOT / "src" / "steadyhand"
    folders = {path.name for base in (source, source / "business") for path in base.iterdir() if path.is_dir()}
    page = read("ARCHITECTURE.md")

    assert {name for name in folders - {"__pycache__"} if not re.search(rf"\b{name}\b", page)} == set()
