"""How are a message's findings shown? The words with what was found marked, and each finding in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from steadyhand.business.conversations.guard.findings import Label
from steadyhand.business.conversations.guard.shipped import shipped
from steadyhand.business.conversations.rules import FindingEnd
from steadyhand.business.insight.queries.mirror import Mark, Message


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in words: what, why it matters, and how its writer ended it."""

    label: str
    rule: str
    why: str
    ended: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A message: its words in pieces (is one marked?), and what was found."""

    message: Message
    pieces: tuple[tuple[str, bool], ...]
    found: tuple[Found, ...]


def shown_message(message: Message) -> Shown:
    """Return a message as a page shows it."""
    return Shown(message, pieces_of(message.words, message.marks), tuple(_found(mark) for mark in message.marks))


def pieces_of(words: str, marks: Sequence[Mark]) -> tuple[tuple[str, bool], ...]:
    """Cut words where marks begin and end; where two lie over each other they are one."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for mark in sorted(marks, key=lambda each: each.start):
        if mark.end <= at:
            continue
        pieces += [(words[at : mark.start], False), (words[max(at, mark.start) : mark.end], True)]
        at = mark.end
    return tuple((text, is_marked) for text, is_marked in (*pieces, (words[at:], False)) if text)


def label_said(label: Label) -> str:
    """Return a label as people say it: `internal problem`."""
    return label.value.replace("_", " ")


def rule_said(rule: str) -> str:
    """Return a rule's name as people say it: `short staffed`, of the model's `staffing, a nudge`."""
    said = rule.rsplit(".", maxsplit=1)[-1].replace("-", " ").replace("_", " ")
    return f"{said}, a nudge" if rule.startswith("model.") else said


def why_of(rule: str) -> str:
    """Return why what a shipped rule finds matters; nothing of a rule that isn't there any more."""
    return _whys().get(rule, "")


@cache
def _whys() -> dict[str, str]:
    ours = shipped()
    found = {rule.name: rule.why for rule in ours.rules.rules}
    for label, kinds in ours.advice.items():
        found |= {f"model.{label}.{kind.name}": kind.why for kind in kinds}
    return found


def _found(mark: Mark) -> Found:
    ended = mark.how.label if mark.how is FindingEnd.SENT else "kept: fine as it is"
    return Found(
        label=label_said(mark.label),
        rule=rule_said(mark.rule),
        why=why_of(mark.rule),
        ended=f"{ended}, because “{mark.why}”" if mark.why else ended,
    )
