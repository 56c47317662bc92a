"""Calls of a made-up model in a line each."""

from collections.abc import Sequence

from steadyhand.business.stock.kits.cases import Call, CatalogPart, Done

FUSER = CatalogPart(number="K-1", name="Fuser unit K40", family="Aspen K", life_pages=150_000)
ROLLERS = CatalogPart(number="K-2", name="Feed roller set K40", family="Aspen K", life_pages=150_000)
BOARD = CatalogPart(number="K-3", name="Main board K40", family="Aspen K")
CATALOGUE = (FUSER, ROLLERS, BOARD)


def call(
    day: float = 1_000.0,
    *,
    key: str = "",
    machine: str = "M1",
    model: str = "K40",
    family: str = "Aspen K",
    problem: str = "",
    text: str = "",
    errors: Sequence[str] = (),
    meter: float | None = None,
    call_type: str = "corrective",
) -> Call:
    return Call(
        key=key or f"C{day}-{machine}",
        taken_day=day,
        machine=machine,
        model=model,
        family=family,
        call_type=call_type,
        problem=problem,
        errors=tuple(errors),
        text=text,
        meter=meter,
    )


def done(of: Call, *parts: str, cause: str = "", correction: str = "", after: float = 0.5) -> Done:
    return Done(call=of, closed_day=of.taken_day + after, parts=parts, cause=cause, correction=correction)


def many(
    problem: str, part: str, *, used: int, of: int, first_day: float = 0.0, every: float = 1.0, model: str = "K40",
    family: str = "Aspen K", cause: str = "",
) -> list[Done]:  # fmt: skip
    """Return so many calls with a code, of which some used a part; each about a machine of its own."""
    found = []
    for number in range(of):
        machine, day = f"{problem}-{number}-{model}", first_day + number * every
        is_used = (number * used) // of != ((number + 1) * used) // of
        each = call(day, machine=machine, problem=problem, model=model, family=family)
        found.append(done(each, *((part,) if is_used else ()), cause=cause))
    return found


def in_order(*calls: Sequence[Done]) -> list[Done]:
    return sorted((each for some in calls for each in some), key=lambda each: each.call.taken_day)
