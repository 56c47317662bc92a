"""How are steps, counts and verdicts said? With a word and a look each, and no percentage of a few."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from steadyhand.business.learning.coaching.cadence import Sort
from steadyhand.business.learning.content.behaviours import Behaviour, behaviours
from steadyhand.business.learning.queries.adoption import BySource
from steadyhand.business.learning.queries.coaching import Agreed, Standing, Step
from steadyhand.business.learning.statistics.adoption import Adopted, Habit
from steadyhand.pages.common.saying import Saying

_LOOKS = {Standing.PLANNED: "waiting", Standing.DONE: "done", Standing.GAVE_WAY: "risk", Standing.LEFT_OUT: "stopped"}
HABIT_LOOKS = {Habit.HABIT: "done", Habit.SOMETIMES: "moving", Habit.NOT_YET: "held", Habit.TOO_EARLY: "waiting"}


def week_said(monday: date, saying: Saying) -> str:
    """Return `this week`, `last week`, `next week`, or `the week of 9 March`."""
    away = (monday - saying.today).days
    weeks = (away + saying.today.weekday()) // 7
    near = {-1: "last week", 0: "this week", 1: "next week"}.get(weeks)
    if near:
        return near
    said = f"the week of {monday.day} {monday:%B}"
    return said if monday.year == saying.today.year else f"{said} {monday.year}"


def step_said(step: Step, saying: Saying) -> dict[str, Any]:
    """Return a step in words."""
    is_late = step.standing is Standing.PLANNED and (saying.today - step.on).days >= 7  # noqa: PLR2004 - a week
    return {
        "step": step,
        "label": step.sort.label.capitalize(),
        "is_ride": step.sort is Sort.RIDE,
        "when": week_said(step.on, saying),
        "word": "still to do" if is_late else step.standing.label,
        "kind": "late" if is_late else _LOOKS[step.standing],
        "done": saying.when(step.done_at) if step.done_at else "",
    }


def agreed_said(agreed: Agreed | None, saying: Saying) -> dict[str, str] | None:
    return {"words": agreed.words, "who": agreed.who, "when": saying.when(agreed.at)} if agreed else None


def question_for(agreed: Agreed | None) -> str:
    """Return the one question to open a talk with."""
    if agreed is None:
        return "On which visit this week would it have mattered, and what did you do there?"
    return "When did you last have a chance for it, and what happened then?"


def label_of(code: str) -> str:
    """Return a behaviour's label; of a code that no version knows any more, the code."""
    known = _known().get(code)
    return known.label if known else code


def behaviour_of(code: str) -> Behaviour | None:
    return _known().get(code)


def _known() -> dict[str, Behaviour]:
    return {each.code: each for each in behaviours()}


def counted_said(known: Adopted) -> dict[str, Any]:
    """Return counts in words: `12 of 20`, between which shares, and the verdict."""
    between = ""
    if known.share is not None:
        between = f"{round(known.share.low * 100)}–{round(known.share.high * 100)} %"
    return {
        "count": f"{known.seen} of {known.n}" if known.n else "none yet",
        "between": between,
        "word": known.verdict.value,
        "kind": HABIT_LOOKS[known.verdict],
        "n": known.n,
        "low": round(known.share.low * 100, 1) if known.share else 0,
        "wide": round((known.share.high - known.share.low) * 100, 1) if known.share else 0,
        "share": round(known.seen / known.n * 100, 1) if known.share else 0,
    }


def sources_said(sources: Sequence[BySource]) -> str:
    """Return whose eyes a count rests on: `seen by a manager 9 of 15, own word 3 of 5`."""
    return ", ".join(f"{each.source.label} {each.seen} of {each.n}" for each in sources)


def hours_said(minutes: int) -> str:
    """Return `45 minutes`, `1 hour`, `1 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} minutes"
    if not rest:
        return f"{hours} hour{'' if hours == 1 else 's'}"
    return f"{hours} h {rest} min"
