"""Which learning closes two gaps at once, for less than closing each by itself? Values in, values out."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from steadyhand.business.people.growth.covering import (
    Costs,
    Cover,
    KnownCourse,
    Person,
    Wanted,
    Way,
    can_serve,
    way_to,
)

# More are not read, and each kind stands in one of them at most.
MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Together:
    """One person, what they do, and every kind of machine at risk that they could serve afterwards."""

    person: Person
    way: Way
    kinds: tuple[Wanted, ...]
    price_cents: int
    # What the cheapest way out of each of these comes to, one by one.
    apart_cents: int


def closing_together(
    risks: Sequence[Cover], people: Sequence[Person], *, courses: Collection[KnownCourse], costs: Costs
) -> tuple[Together, ...]:
    """Return the ways that close two or more risks for less than one by one: those that save most first.

    Looked at for each person: the way into each kind at risk and what else it opens, as a course that gives a
    certificate and a level does; and two kinds that ask for the same certificate, which is then got once. Three kinds
    of one certificate are found only where one way opens them all.
    """
    closable = [risk for risk in risks if risk.remedy is not None]
    found = sorted(
        (each for person in people for each in _of(person, closable, courses, costs)),
        key=lambda each: (each.price_cents - each.apart_cents, each.way.weeks, each.person.name),
    )
    shown: list[Together] = []
    taken: set[str] = set()
    for each in found:
        titles = {kind.title for kind in each.kinds}
        if not titles & taken and len(shown) < MOST_SHOWN:
            shown.append(each)
            taken |= titles
    return tuple(shown)


def _of(person: Person, risks: Sequence[Cover], courses: Collection[KnownCourse], costs: Costs) -> Iterator[Together]:
    """Yield each way of one person that closes more than one risk, and saves by it."""
    lacking = [risk for risk in risks if not can_serve(person, risk.wanted)]
    after: dict[str, tuple[Way, Person]] = {}
    for risk in lacking:
        way = way_to(person, risk.wanted, courses, costs)
        after[risk.wanted.title] = (way, _having_learned(person, risk.wanted, way, courses))
    for risk in lacking:
        yield from _if_cheaper(person, *after[risk.wanted.title], lacking, costs)
    for first, second in _sharing(lacking, after, costs):
        way, learned = after[first.wanted.title]
        if not can_serve(learned, second.wanted):
            onward = way_to(learned, second.wanted, courses, costs)
            learned = _having_learned(learned, second.wanted, onward, courses)
            yield from _if_cheaper(person, _both(way, onward), learned, lacking, costs)


def _sharing(
    lacking: Sequence[Cover], after: Mapping[str, tuple[Way, Person]], costs: Costs
) -> Iterator[tuple[Cover, Cover]]:
    """Yield pairs of one certificate: the kind that is cheapest to come to with each other one.

    What is saved is the certificate whichever two share it, so that pairs of dear ones need not be looked at: with all
    of them, eighty kinds of one maker would take sixty people half a minute.
    """
    by_certificate: dict[str, list[Cover]] = defaultdict(list)
    for risk in lacking:
        if risk.wanted.certificate:
            by_certificate[risk.wanted.certificate].append(risk)
    for risks in by_certificate.values():
        risks.sort(key=lambda risk: (costs.price_of(after[risk.wanted.title][0]), risk.wanted.title))
        yield from ((risks[0], other) for other in risks[1:])


def _if_cheaper(
    person: Person, way: Way, learned: Person, lacking: Sequence[Cover], costs: Costs
) -> Iterator[Together]:
    closed = [risk for risk in lacking if can_serve(learned, risk.wanted)]
    apart = sum(risk.remedy.price_cents for risk in closed if risk.remedy is not None)
    price = costs.price_of(way)
    if len(closed) > 1 and price < apart:
        yield Together(person, way, tuple(risk.wanted for risk in closed), price, apart)


def _having_learned(person: Person, wanted: Wanted, way: Way, courses: Collection[KnownCourse]) -> Person:
    """Return somebody as they are after a way: with what was wanted, and with all that its courses give."""
    skills, certificates = dict(person.skills), dict(person.certificates)
    gained = [(wanted.skill, wanted.level, wanted.certificate)]
    gained += [(each.skill, each.to_level, each.certificate) for each in courses if each.name in way.steps]
    for skill, level, certificate in gained:
        if skill:
            skills[skill] = max(level, skills.get(skill, 0))
        if certificate:
            certificates[certificate] = date.max
    return replace(person, skills=skills, certificates=certificates)


def _both(first: Way, second: Way) -> Way:
    return Way(
        first.steps + second.steps,
        first.hours + second.hours,
        first.weeks + second.weeks,
        first.cost_cents + second.cost_cents,
    )
