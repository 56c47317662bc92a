"""A model's history: what was wrong, what fixed it, which parts it took."""

from datetime import timedelta
from typing import Any

from tests.builders.field import a_closing, a_visit_on_site, closed, today_at
from tests.builders.record import a_call, a_code, a_machine, a_part

from steadyhand.business.calls.models import Call, Code
from steadyhand.business.machines.models import MachineModel, Part


def a_jam(**facts: Any) -> Code:
    """Return the problem code for jams, in plain words."""
    return a_code("problem", "JAM", **({"name": "Paper jam", "plain_words": "The paper jammed."} | facts))


def worn_rollers() -> tuple[Code, Code]:
    """Return the cause and the correction that usually end a jam."""
    return (
        a_code("cause", "ROLLERS", name="Worn rollers", plain_words="The rollers that feed the paper were worn"),
        a_code("correction", "NEW", name="Rollers replaced", plain_words="We put in new rollers."),
    )


def fixed_before(
    model: MachineModel,
    problem: Code,
    cause: Code,
    correction: Code,
    *,
    times: int,
    parts: dict[Part, int] | None = None,
) -> None:
    """Let visits to other machines of the model have ended so, months ago."""
    for number in range(times):
        at = today_at(9) - timedelta(days=90 + number)
        call = a_call(machine=a_machine(model=model), problem_code=problem, taken_at=at)
        used = tuple((part.id, quantity) for part, quantity in (parts or {}).items())
        closing = a_closing(cause_code_id=cause.id, correction_code_id=correction.id, parts=used)
        closed(a_visit_on_site(call=call, at=at), closing, at=at + timedelta(hours=1))


def a_jam_with_history(*, times: int = 4) -> tuple[Call, Part]:
    """Return a call about a jam on a model where new rollers have ended it so many times, and the rollers."""
    rollers = a_part(ref="PR-450", name="Pickup rollers")
    jam, (cause, correction) = a_jam(), worn_rollers()
    machine = a_machine()
    assert machine.model is not None
    fixed_before(machine.model, jam, cause, correction, times=times, parts={rollers: 2})
    return a_call(machine=machine, problem_code=jam, problem="It jams from tray two"), rollers
