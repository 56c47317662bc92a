"""How is an answer told, to a program and to a person?"""

import json
import sys
from collections.abc import Sequence

import click


def as_json(answer: object) -> None:
    """Print an answer for a program: one JSON document on standard output."""
    json.dump(answer, sys.stdout, indent=2, ensure_ascii=False, default=str)
    sys.stdout.write("\n")


def as_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under headings, each column as wide as its longest cell."""
    widths = [max(len(cell) for cell in column) for column in zip(headings, *rows, strict=True)]
    click.secho(_line(headings, widths), dim=True)
    for row in rows:
        click.echo(_line(row, widths))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  " + "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
