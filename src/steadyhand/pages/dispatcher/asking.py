"""What is asked about the fault while the caller talks, and what do the answers fill in?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from steadyhand.business.calls.phone.guide import NOT_SAID, Heard, MachineAsked, code_in_use, hear
from steadyhand.business.calls.queries.call import CodeChoice, problem_codes
from steadyhand.business.calls.queries.phone_guide import Odds, every_step, phone_odds, questions_asked, steps_for
from steadyhand.business.calls.rules import CallType, Urgency
from steadyhand.business.machines.queries import meters_of
from steadyhand.flows.visit.know_caller import CallerKnown
from steadyhand.shared.actor import Actor

# Ours: a year has enough calls of one problem to say how often the phone helped, and the machines are still the same.
COUNTED = timedelta(days=365)
TOTAL = "total"
# What these fields say before anybody or any answer has said otherwise.
UNTOUCHED = {"urgency": str(Urgency.NORMAL), "call_type": str(CallType.CORRECTIVE), "problem_code": ""}


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the questions stand: what is heard, what the form is filled with, and what may be tried on the phone.

    `suggested` is what the answers say of fields that somebody may still change by hand.
    """

    heard: Heard
    answers: str
    suggested: str
    fills: dict[str, str]
    codes: tuple[CodeChoice, ...]
    steps: tuple[str, ...]
    odds: Odds | None

    @property
    def choices(self) -> list[tuple[int, str, str]]:
        """Return key, value and words of each answer to choose from."""
        question = self.heard.next_question
        if question is None:
            return []
        return [
            (place, f"{question.key}:{place}", answer.words) for place, answer in enumerate(question.answers, start=1)
        ]

    @property
    def leave_open(self) -> str:
        return f"{self.heard.next_question.key}:{NOT_SAID}" if self.heard.next_question else ""


def ask(
    by: Actor, known: CallerKnown | None, said: Mapping[str, Any], *, ticked: Sequence[str] = (), now: datetime
) -> Asked:
    """Return where the questions stand with what the form says, and with the answer just given, if there is one.

    An answer fills in what it tells; what somebody has chosen or written by hand stays. So do steps that are ticked:
    they were tried, whatever the problem turns out to be.
    """
    codes = problem_codes(by)
    questions, machine = questions_asked(by), _machine(by, known)
    chosen = chosen_of(str(said.get("answers") or ""))
    after = {} if said.get("again") else chosen | chosen_of(str(said.get("answer") or ""))
    problem = str(said.get("problem") or "").strip()
    # What the answers wrote into the field tells nothing new; what somebody typed there does.
    is_ours = problem in ("", hear(questions, machine=machine, chosen=chosen).in_words)
    heard = hear(questions, machine=machine, chosen=after, told="" if is_ours else problem)
    suggested = {
        "urgency": str(heard.urgency or Urgency.NORMAL),
        "call_type": str(heard.call_type or CallType.CORRECTIVE),
        "problem_code": str(code_id_of(codes, heard.codes) or ""),
    }
    put_before = UNTOUCHED | dict(parse_qsl(str(said.get("suggested") or "")))
    fills = {name: value for name, value in suggested.items() if str(said.get(name) or "") in ("", put_before[name])}
    if is_ours:
        fills["problem"] = heard.in_words
    code_id = fills.get("problem_code", str(said.get("problem_code") or ""))
    code = next((each for each in codes if str(each.id) == code_id), None)
    return Asked(
        heard=heard,
        answers=" ".join(f"{key}:{place}" for key, place in after.items()),
        suggested=urlencode(suggested),
        fills=fills,
        codes=codes,
        steps=_steps(by, code, ticked),
        odds=phone_odds(by, problem_code_id=code.id, since=now - COUNTED) if code else None,
    )


def chosen_of(written: str) -> dict[str, int]:
    """Read `what:2 print-how:1`; what can't be read was not chosen."""
    chosen = {}
    for each in written.split():
        key, _, place = each.partition(":")
        if place.isdecimal():
            chosen[key] = int(place)
    return chosen


def code_id_of(codes: Sequence[CodeChoice], wanted: Sequence[str]) -> UUID | None:
    """Return the first of the wanted codes that the dealership uses."""
    suggested = code_in_use(wanted, [each.code for each in codes])
    return next((each.id for each in codes if each.code == suggested), None)


def _steps(by: Actor, code: CodeChoice | None, ticked: Sequence[str]) -> tuple[str, ...]:
    steps = steps_for(by, code.code) if code else ()
    others = [step for step in dict.fromkeys(ticked) if step not in steps]
    # Only what the guide says somewhere: anything else nobody was shown.
    return (*steps, *(step for step in others if step in every_step(by))) if others else steps


def _machine(by: Actor, known: CallerKnown | None) -> MachineAsked:
    if known is None or known.machine is None:
        return MachineAsked()
    meters = frozenset(meter.kind for meter in meters_of(by, known.machine.id))
    # No meter in the record, or only one for all pages: nobody can tell what the machine does.
    return MachineAsked(known.machine.family, meters if meters and TOTAL not in meters else None)
