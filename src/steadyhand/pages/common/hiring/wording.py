"""How are findings, leanings and verdicts said? With a word and a look each, never with a number that adds up."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from steadyhand.business.learning.hiring.kit import Criterion, Item, Kit
from steadyhand.business.learning.hiring.rules import Finding, Leaning, Marked, Seen, Verdict
from steadyhand.pages.common.saying import date_said

VERDICT_LOOKS = {Verdict.HIRE: "done", Verdict.PATH: "moving", Verdict.WARM: "held", Verdict.NO: "stopped"}
# What is shown rather than asked, from the lowest anchor to the highest.
SEEN_WORDS = ("no", "not yet", "shown")
_SEEN_LOOKS = {Seen.NOT_SEEN: "waiting", Seen.MET: "done", Seen.APART: "risk", Seen.GAP: "held"}


def finding_said(found: Finding, kit: Kit, cards: Sequence[Marked]) -> dict[str, Any]:
    """Return a criterion with each rater's marks and words."""
    items = [item for item in kit.items if item.criterion == found.criterion.code]
    return {
        "criterion": found.criterion,
        "weight": _weight_said(found),
        "word": found.seen.label,
        "kind": _SEEN_LOOKS[found.seen],
        "discuss": found.discuss,
        "talk": found.needs_talk,
        "lines": [_line_said(item, card) for item in items for card in cards],
    }


def _weight_said(found: Finding) -> str:
    weight = "essential" if found.criterion.is_essential else "nice to have"
    return f"{weight}, {learnt_said(found.criterion)}"


def learnt_said(criterion: Criterion) -> str:
    """Return how long it takes to learn here, or that people bring it."""
    weeks = criterion.learn_weeks
    return f"learnt here in {weeks_said(weeks)}" if weeks else "has to be brought along"


def _line_said(item: Item, card: Marked) -> dict[str, str]:
    mark = card.marks.get(item.key)
    return {
        "rater": card.rater,
        "asks": item.asks,
        "mark": _mark_said(item, mark),
        "note": card.notes.get(item.key, ""),
    }


def _mark_said(item: Item, mark: int | None) -> str:
    if mark is None:
        return "not assessed"
    return dict(zip(item.marks, SEEN_WORDS, strict=True)).get(mark, str(mark)) if item.is_seen else str(mark)


def anchors_said(item: Item) -> list[tuple[str, str]]:
    """Return how an answer sounds, each with its mark, or with "no", "not yet" and "shown"."""
    marks = SEEN_WORDS if item.is_seen else [str(mark) for mark in item.marks]
    return list(zip(marks, item.anchors, strict=True))


def leaning_said(leaning: Leaning, found: Sequence[Finding]) -> str:
    """Return in a sentence where the essentials point."""
    if leaning is Leaning.NOT_YET:
        unseen = [each for each in found if each.criterion.is_essential and each.seen is Seen.NOT_SEEN]
        return f"Nobody has assessed yet what is essential: {_titles(unseen)}. Have somebody look before you decide."
    gaps = [each for each in found if each.seen in (Seen.GAP, Seen.APART)]
    if leaning is Leaning.TALK:
        talk = [each for each in gaps if each.needs_talk or not each.criterion.learn_weeks]
        return f"Talk before you decide, about what at least one of you missed: {_titles(talk)}. This rejects nobody."
    if leaning is Leaning.PATH:
        return f"The essentials are there or can be learnt here. A development path would be for: {_titles(gaps)}."
    return "What is essential was seen by everybody who looked for it, and nothing was marked below 3."


def _titles(found: Sequence[Finding]) -> str:
    return "; ".join(each.criterion.title for each in found)


def due_said(weeks: int | None, due_on: date) -> str:
    """Return `12 weeks, by 3 March 2027`; only the day on paths older than the planned first day."""
    return f"{weeks_said(weeks)}, by {date_said(due_on)}" if weeks else f"by {date_said(due_on)}"


def weeks_said(weeks: int) -> str:
    return "1 week" if weeks == 1 else f"{weeks} weeks"


def span_said(starts_on: date | None, due_on: Collection[date]) -> str:
    """Return in a sentence how long a whole path takes; empty without a first day or a line."""
    if starts_on is None or not due_on:
        return ""
    last = max(due_on)
    whole = weeks_said(max(1, round((last - starts_on).days / 7)))
    return f"The whole path takes {whole}: from {date_said(starts_on)} to {date_said(last)}."


def standing_said(*, is_checked: bool, is_ready: bool, is_over: bool) -> tuple[str, str]:
    """Return how a line of a path stands, in a word and a look; `is_over`: its day has passed."""
    if is_checked:
        return "checked", "done"
    if is_ready:
        return "ready to check", "moving"
    return ("its day is over", "late") if is_over else ("to come", "waiting")
