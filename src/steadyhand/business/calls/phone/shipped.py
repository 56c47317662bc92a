"""Which questions and steps come with the product?"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from steadyhand.business.calls.phone.guide import Answer, Question
from steadyhand.business.calls.rules import CallType, Urgency


@dataclass(frozen=True, slots=True)
class Steps:
    """What to try for a problem, in order. `codes`: every problem code that means this problem."""

    codes: tuple[str, ...]
    steps: tuple[str, ...]


@cache
def shipped_questions() -> tuple[Question, ...]:
    return tuple(
        Question(
            key=row["key"],
            topic=row["topic"],
            words=row["words"],
            answers=tuple(answer_of(each) for each in row["answers"]),
            meter=row.get("meter", ""),
        )
        for row in _read("questions.toml")["question"]
    )


@cache
def shipped_steps() -> tuple[Steps, ...]:
    return tuple(Steps(tuple(row["codes"]), tuple(row["steps"])) for row in _read("steps.toml")["problem"])


def answer_of(kept: dict[str, Any]) -> Answer:
    """Return an answer as files and rows keep it."""
    urgency, call_type = kept.get("urgency"), kept.get("call_type")
    return Answer(
        words=kept["words"],
        codes=tuple(kept.get("codes", ())),
        urgency=Urgency(urgency) if urgency else None,
        call_type=CallType(call_type) if call_type else None,
        then=kept.get("then", ""),
        hints=tuple(kept.get("hints", ())),
    )


def kept_of(answer: Answer) -> dict[str, Any]:
    """Return an answer as rows keep it."""
    kept = {
        "words": answer.words,
        "codes": list(answer.codes),
        "urgency": answer.urgency or "",
        "call_type": answer.call_type or "",
        "then": answer.then,
        "hints": list(answer.hints),
    }
    return {name: str(value) if isinstance(value, str) else value for name, value in kept.items() if value}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
