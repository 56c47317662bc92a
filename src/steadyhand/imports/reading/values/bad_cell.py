"""What is a cell that can't be read? A value like any other, so that reading never stops."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BadCell:
    """Why a cell was not taken and what to do, both for the person who mends the file."""

    reason: str
    what_to_do: str


def shown(cell: object) -> str:
    """Return the cell as it may stand in a sentence: quoted, and not longer than fits."""
    text = str(cell)
    return f'"{text}"' if len(text) <= 40 else f'"{text[:37]}…"'  # noqa: PLR2004 - a line's worth
