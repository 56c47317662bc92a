"""Do templates, styles and scripts keep what the look promises: no text a strict CSP blocks, no strays, small files?"""

import gzip
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[3] / "src/steadyhand/pages"
LOOK = PAGES / "static/steadyhand"
TEMPLATES = sorted((PAGES / "templates").rglob("*.html"))
# What many pages load; a folder beside them holds what one role's pages load.
STYLES = sorted(LOOK.glob("*.css"))
SCRIPTS = sorted((LOOK / "js").glob("*.js"))
ALL_STYLES = sorted(LOOK.rglob("*.css"))
ALL_SCRIPTS = sorted(file for file in LOOK.rglob("*.js") if "vendor" not in file.parts)

INLINE = re.compile(
    r"""\sstyle\s*=             # style="…"
    |\son[a-z]+\s*=             # onclick="…"
    |\shx-on                    # htmx's own inline scripts need eval
    |<style\b
    |<script\b(?![^>]*\ssrc=)   # a script with its text in the page
    |javascript:""",
    re.VERBOSE | re.IGNORECASE,
)


def in_any(pattern: str, files: Iterable[Path]) -> set[str]:
    return {found for file in files for found in re.findall(pattern, file.read_text())}


def packed_bytes(files: Iterable[Path]) -> int:
    return sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in files)


def shown(path: Path) -> str:
    return str(path.relative_to(PAGES))


@pytest.mark.parametrize(
    "text", ['<p style="x">', '<a onclick="x">', "<style>", "<script>x</script>", "<b hx-on:click=x>"]
)
def test_the_search_for_inline_code_finds_it(text: str) -> None:
    assert INLINE.search(text)


@pytest.mark.parametrize("template", TEMPLATES, ids=shown)
def test_a_template_has_no_inline_style_or_script(template: Path) -> None:
    assert not INLINE.findall(template.read_text())


def test_every_icon_that_is_used_is_drawn() -> None:
    drawn = in_any(r'<symbol id="([a-z-]+)"', [LOOK / "icons.svg"])
    used = in_any(r'_icon\.html" with name="([a-z-]+)"', TEMPLATES)
    used |= in_any(r'\bicon(?:=|\|default:)"([a-z-]+)"', TEMPLATES)
    used |= in_any(r"icons\.svg' %}#([a-z-]+)", TEMPLATES)

    assert used
    assert used - drawn == set()


def test_every_kind_of_state_has_an_icon_of_its_own() -> None:
    drawn = in_any(r'<symbol id="([a-z-]+)"', [LOOK / "icons.svg"])
    comment = (PAGES / "templates/parts/_state.html").read_text()
    kinds = set(re.findall(r"[a-z]+", comment.split("kind (", 1)[1].split(")", 1)[0]))

    assert kinds == {"waiting", "moving", "held", "done", "risk", "late", "stopped"}
    assert kinds - drawn == set()


def test_every_file_a_template_asks_for_is_there() -> None:
    asked = in_any(r"{% static '([^']+)' %}", TEMPLATES)

    assert {name for name in asked if not (PAGES / "static" / name).is_file()} == set()


def test_every_token_that_is_used_is_set() -> None:
    is_set = in_any(r"(--[a-z0-9-]+):", ALL_STYLES)
    used = in_any(r"var\((--[a-z0-9-]+)", [*ALL_STYLES, LOOK / "icons.svg"])

    assert used - is_set == set()


def test_every_token_that_is_set_is_used() -> None:
    is_set = in_any(r"(--[a-z0-9-]+):", [LOOK / "tokens.css"])
    used = in_any(r"var\((--[a-z0-9-]+)", ALL_STYLES)

    assert is_set - used == set()


@pytest.mark.parametrize(
    "style", [file for file in ALL_STYLES if file.name not in {"tokens.css", "print.css"}], ids=shown
)
def test_only_tokens_name_colours(style: Path) -> None:
    raw = re.findall(r"#[0-9a-f]{3,8}\b(?=[^{}]*;)", style.read_text())

    assert raw == []


@pytest.mark.parametrize("file", [*ALL_STYLES, *ALL_SCRIPTS], ids=shown)
def test_nothing_is_fetched_from_elsewhere(file: Path) -> None:
    assert not re.findall(r"https?://|url\(|@import|//[a-z0-9-]+\.[a-z]{2,}", file.read_text())


def test_the_scripts_of_every_page_stay_under_6_kb_and_a_half() -> None:
    assert packed_bytes(SCRIPTS) < 6_500


def test_the_scripts_of_every_office_page_stay_under_8_kb_and_a_quarter() -> None:
    assert packed_bytes([*SCRIPTS, *(LOOK / "office").glob("*.js")]) < 8_250


def test_the_styles_of_many_pages_stay_under_12_kb() -> None:
    assert packed_bytes(STYLES) < 12_000


def test_htmx_is_the_version_its_name_says_and_brings_its_licence() -> None:
    htmx = LOOK / "vendor/htmx-4.0.1.min.js"

    assert 'version="4.0.1"' in htmx.read_text()
    assert "Zero-Clause BSD" in (LOOK / "vendor/htmx-LICENSE.txt").read_text()


def test_no_template_is_an_unknown_component_tag() -> None:
    # An element with a dash would be a component whose library is missing: browsers show nothing and say nothing.
    assert in_any(r"<([a-z]+-[a-z-]+)", TEMPLATES) == set()
