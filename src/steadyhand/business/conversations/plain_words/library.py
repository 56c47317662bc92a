"""What ships with the product? Entries by key, in the order in which they are shown."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

# What fits on a phone above the keyboard; one to three sentences.
LONGEST_TITLE, LONGEST_WORDS, LONGEST_CODES = 100, 600, 200


class Group(StrEnum):
    """What an entry is about."""

    PAPER = "paper"
    PRINT = "print"
    HEAT = "heat"
    NETWORK = "network"
    FINISHING = "finishing"
    PANEL = "panel"
    REASSURANCE = "reassurance"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Group.PAPER: "Paper",
    Group.PRINT: "What is seen on the page",
    Group.HEAT: "Heat",
    Group.NETWORK: "Scanning, network, fax",
    Group.FINISHING: "Stapling and folding",
    Group.PANEL: "The rest of the machine",
    Group.REASSURANCE: "When somebody is worried or angry",
}


@dataclass(frozen=True, slots=True)
class PlainWords:
    """One thing in plain words. `codes` it goes with; `also` are words by which people look for it.

    `when`: in which moment something reassuring is said; empty for faults and fixes.
    """

    key: str
    title: str
    group: Group
    words: str
    codes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    when: str = ""


@cache
def shipped() -> Mapping[str, PlainWords]:
    """Return the shipped entries by their keys.

    Raises:
        ValueError: two entries of the library have the same key.
    """
    read = tomllib.loads((Path(__file__).parent / "library.toml").read_text(encoding="utf-8"))
    entries = [_entry(row, Group(row["group"])) for row in read["entry"]]
    entries += [_entry(row, Group.REASSURANCE) for row in read["reassurance"]]
    by_key = {entry.key: entry for entry in entries}
    if len(by_key) < len(entries):
        raise ValueError("Two entries of plain_words/library.toml have the same key; give each its own.")
    return by_key


def _entry(row: Mapping[str, object], group: Group) -> PlainWords:
    return PlainWords(
        key=str(row["key"]),
        title=str(row["title"]),
        group=group,
        words=str(row["words"]),
        codes=_texts(row.get("codes")),
        also=_texts(row.get("also")),
        when=str(row.get("when", "")),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()
