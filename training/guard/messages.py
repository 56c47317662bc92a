"""Which messages does the guard learn from, and which are kept for measuring? CSV files: text, labels, voice, topic."""

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from steadyhand.business.conversations.guard.findings import Label

OWN = Path(__file__).parent / "messages"
KEPT = Path(__file__).parent / "kept"


class DataMissing(Exception):
    """Something to learn from or to measure on isn't there; the sentence says what, and what to do."""


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody might write to a customer, what must be found in it, and who wrote it about what.

    `writer` is the file's name: whoever wrote it lent all of its voices their own words.
    """

    text: str
    labels: frozenset[Label]
    voice: str = ""
    topic: str = ""
    writer: str = ""


def own_messages(folder: Path = OWN) -> tuple[Message, ...]:
    """Return the messages of every CSV file in a folder, in the order of the files' names.

    Raises:
        DataMissing: a label is none of ours.
    """
    return tuple(message for file in sorted(folder.glob("*.csv")) for message in _in_file(file))


def real_replies() -> tuple[str, ...]:
    """Return replies that real companies gave their customers; nearly all are fit to be read.

    Raises:
        DataMissing: STEADYHAND_DATA names no folder that holds them.
    """
    return tuple(row["text"] for row in _rows(given("support_replies_ibm.csv")))


def other_writers() -> tuple[Message, ...]:
    """Return the labelled messages of one writer of whom nothing was learnt; they are for measuring only.

    Raises:
        DataMissing: STEADYHAND_DATA names no folder that holds them.
    """
    rows = [row for name in ("seed_messages.csv", "train_messages_more.csv") for row in _rows(given(name))]
    return tuple(
        Message(row["text"], frozenset() if row["label"] == "clean" else frozenset({Label(row["label"])}))
        for row in rows
    )


def given(name: str) -> Path:
    """Return a file of the conversations in STEADYHAND_DATA.

    Raises:
        DataMissing: it isn't there.
    """
    path = Path(os.environ.get("STEADYHAND_DATA", "")) / "conversations" / name
    if not os.environ.get("STEADYHAND_DATA") or not path.is_file():
        raise DataMissing(f"conversations/{name} isn't there: name the folder that holds it in STEADYHAND_DATA.")
    return path


def _in_file(file: Path) -> Sequence[Message]:
    messages = []
    for number, row in enumerate(_rows(file), start=2):
        try:
            labels = frozenset(Label(label) for label in row["labels"].split("|") if label)
        except ValueError as error:
            raise DataMissing(f"{file.name}, row {number}: {error}; labels are {', '.join(Label)}.") from error
        messages.append(Message(row["text"], labels, row["voice"], row["topic"], file.stem))
    return messages


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
