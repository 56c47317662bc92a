"""Can everybody read it? WCAG 2.2 contrast of every pair of colours that carries words, in both themes."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[3] / "src/steadyhand/pages/static/steadyhand/tokens.css"

# WCAG 2.2, 1.4.3: 4.5 for words; 1.4.11: 3 for what shows where a control or the focus is.
WORDS = 4.5
SHAPES = 3.0

PAIRS = [
    ("ink", "paper", WORDS),
    ("ink", "surface", WORDS),
    ("ink", "sunken", WORDS),
    ("ink", "accent-wash", WORDS),
    ("quiet", "paper", WORDS),
    ("quiet", "surface", WORDS),
    ("quiet", "sunken", WORDS),
    ("quiet", "accent-wash", WORDS),
    ("accent", "paper", WORDS),
    ("accent", "surface", WORDS),
    ("accent", "sunken", WORDS),
    ("accent", "accent-wash", WORDS),
    ("accent-strong", "paper", WORDS),
    ("accent-strong", "surface", WORDS),
    ("accent-strong", "accent-wash", WORDS),
    ("on-accent", "accent", WORDS),
    ("on-accent", "accent-strong", WORDS),
    ("good", "good-wash", WORDS),
    ("good", "surface", WORDS),
    ("good", "paper", WORDS),
    ("warn", "warn-wash", WORDS),
    ("warn", "surface", WORDS),
    ("bad", "bad-wash", WORDS),
    ("bad", "surface", WORDS),
    ("bad", "paper", WORDS),
    ("paper", "ink", WORDS),  # the undo toast is upside down
    ("bad", "accent-wash", WORDS),  # an error in the box that customers read
    ("bad", "sunken", WORDS),  # and in the one that stays inside
    ("warn", "accent-wash", SHAPES),  # what is underlined there
    ("edge", "accent-wash", SHAPES),
    ("focus", "accent-wash", SHAPES),
    ("edge", "paper", SHAPES),
    ("edge", "surface", SHAPES),
    ("edge", "sunken", SHAPES),
    ("focus", "paper", SHAPES),
    ("focus", "surface", SHAPES),
    ("focus", "sunken", SHAPES),
]


def colours(selector: str) -> dict[str, str]:
    """Return the colours of the first rule with this selector."""
    rule = TOKENS.read_text().split(f"{selector} {{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6});", rule))


THEMES = {
    "light": colours(":root"),
    "dark, chosen": colours(':root[data-theme="dark"]'),
    "dark, by device": colours(':root:not([data-theme="light"])'),
}


def luminance(colour: str) -> float:
    """Source: WCAG 2.2, definition of relative luminance."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_21_to_1() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)


def test_a_grey_known_to_be_just_too_pale_fails() -> None:
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_a_pair_can_be_read(theme: str, front: str, ground: str, least: float) -> None:
    tokens = THEMES[theme]

    assert contrast(tokens[front], tokens[ground]) >= least


def test_every_colour_that_carries_words_is_measured() -> None:
    measured = {name for front, ground, _ in PAIRS for name in (front, ground)}
    # A hairline between things carries no meaning: WCAG asks nothing of it.
    decoration = {"line"}

    assert set(THEMES["light"]) - decoration == measured


def test_dark_is_the_same_whether_chosen_or_by_device() -> None:
    assert THEMES["dark, chosen"] == THEMES["dark, by device"]
    assert set(THEMES["dark, chosen"]) == set(THEMES["light"])
