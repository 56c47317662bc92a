"""Facts from a file and to one: JSON, with every fault told by its place ("promises[0].by: …")."""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from steadyhand.business.conversations.guard.facts.record import (
    Facts,
    MachineFact,
    PartFact,
    PartState,
    PersonFact,
    PriceFact,
    PromiseFact,
    Sourced,
    TermFact,
    TermOf,
    VisitFact,
)
from steadyhand.business.conversations.guard.times.hours import Hours
from steadyhand.business.conversations.guard.verdicts import PromiseKind

_Fact = TypeVar("_Fact")
_Choice = TypeVar("_Choice", bound=StrEnum)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LISTS = ("promises", "parts", "visits", "machines", "prices", "people", "terms")


class BadFacts(ValueError):
    """The file holds no facts that can be read; the message says where and what would do."""


def read_facts(path: Path) -> Facts:
    """Return the facts of a file.

    Raises:
        BadFacts: it can't be read, is no JSON, or something in it isn't as it should be.
    """
    try:
        held = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise BadFacts(f"{path} can't be read ({problem.strerror}): name a JSON file with facts.") from problem
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as problem:
        raise BadFacts(f"{path} is no JSON ({problem}): see docs/how-it-works/facts.md for an example.") from problem
    try:
        return facts_from(held)
    except BadFacts as problem:
        raise BadFacts(f"{path}: {problem}") from problem


def facts_from(held: object) -> Facts:
    """Return facts of what a JSON file holds.

    Raises:
        BadFacts: something isn't as it should be; says where.
    """
    top = _Place("", held)
    top.only(*_LISTS, "hours", "earliest")
    facts = Facts(
        promises=top.each("promises", _promise),
        parts=top.each("parts", _part),
        visits=top.each("visits", _visit),
        machines=top.each("machines", _machine),
        prices=top.each("prices", _price),
        people=top.each("people", _person),
        terms=top.each("terms", _term),
        hours=_hours(top.child("hours")) if top.has("hours") else Hours(),
        earliest=_earliest(top.child("earliest")) if top.has("earliest") else {},
    )
    _one_clock(facts)
    return facts


class _Place:
    """A value of the file, and where it stands."""

    def __init__(self, path: str, value: object) -> None:
        if not isinstance(value, dict):
            raise BadFacts(f"{path or 'the file'}: should be an object ({{…}}), not {_shown(value)}.")
        self.path, self.value = path, value

    def _at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def only(self, *keys: str) -> None:
        """Refuse a key that nobody reads: a slip of the pen would go unnoticed."""
        for key in self.value:
            if key not in keys:
                raise BadFacts(f"{self._at(str(key))}: not known here; known are {', '.join(keys)}.")

    def has(self, key: str) -> bool:
        return self.value.get(key) is not None

    def child(self, key: str) -> "_Place":
        return _Place(self._at(key), self.value[key])

    def each(self, key: str, read: Callable[["_Place"], _Fact]) -> tuple[_Fact, ...]:
        many = self.value.get(key, [])
        if not isinstance(many, list):
            raise BadFacts(f"{self._at(key)}: should be a list ([…]), not {_shown(many)}.")
        return tuple(read(_Place(f"{self._at(key)}[{number}]", one)) for number, one in enumerate(many))

    def text(self, key: str, *, is_needed: bool = False) -> str:
        value = self.value.get(key, "")
        if not isinstance(value, str) or (is_needed and not value.strip()):
            raise BadFacts(f"{self._at(key)}: should be words in quotes, not {_shown(self.value.get(key))}.")
        return value

    def choice(self, key: str, choices: type[_Choice]) -> _Choice:
        try:
            return choices(self.value.get(key, ""))
        except ValueError as problem:
            known = ", ".join(one.value for one in choices)
            raise BadFacts(f"{self._at(key)}: {_shown(self.value.get(key))} is none of {known}.") from problem

    def moment(self, key: str) -> datetime:
        return self._parsed(key, datetime.fromisoformat, "a moment as 2026-03-12T15:00 or 2026-03-12T15:00-05:00")

    def day(self, key: str) -> date:
        return self._parsed(key, date.fromisoformat, "a day as 2026-03-12")

    def clock(self, key: str) -> time:
        return self._parsed(key, time.fromisoformat, "a time of day as 08:00")

    def _parsed(self, key: str, parse: Callable[[str], _Fact], form: str) -> _Fact:
        value = self.value.get(key)
        try:
            if isinstance(value, str):
                return parse(value)
        except ValueError:
            pass
        raise BadFacts(f"{self._at(key)}: {_shown(value)} is not {form}.")

    def source(self) -> dict[str, str]:
        return {"source": self.text("source"), "record": self.text("record")}


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    told = json.dumps(value, ensure_ascii=False)
    return told if len(told) < 60 else f"{told[:57]}…"  # noqa: PLR2004 - what fits a line


def _promise(at: _Place) -> PromiseFact:
    at.only("kind", "by", "from", "safe", "said", "source", "record")
    return PromiseFact(
        kind=at.choice("kind", PromiseKind),
        by_at=at.moment("by"),
        from_at=at.moment("from") if at.has("from") else None,
        safe_at=at.moment("safe") if at.has("safe") else None,
        said=at.text("said"),
        **at.source(),
    )


def _part(at: _Place) -> PartFact:
    at.only("number", "name", "state", "expected", "source", "record")
    return PartFact(
        number=at.text("number"),
        name=at.text("name", is_needed=True),
        state=at.choice("state", PartState),
        expected_on=at.day("expected") if at.has("expected") else None,
        **at.source(),
    )


def _visit(at: _Place) -> VisitFact:
    at.only("technician", "from", "until", "source", "record")
    return VisitFact(
        technician=at.text("technician"), from_at=at.moment("from"), until_at=at.moment("until"), **at.source()
    )


def _machine(at: _Place) -> MachineFact:
    at.only("serial", "model", "site", "source", "record")
    return MachineFact(
        serial=at.text("serial", is_needed=True), model=at.text("model"), site=at.text("site"), **at.source()
    )


def _price(at: _Place) -> PriceFact:
    at.only("of", "amount", "source", "record")
    amount = at.value.get("amount")
    if isinstance(amount, bool) or not isinstance(amount, int | float) or not 0 <= amount < 10**9:
        raise BadFacts(f"{at.path}.amount: {_shown(amount)} is no amount of money as 249 or 249.50.")
    return PriceFact(of=at.text("of", is_needed=True), cents=round(amount * 100), **at.source())


def _person(at: _Place) -> PersonFact:
    at.only("name", "role", "source", "record")
    return PersonFact(name=at.text("name", is_needed=True), role=at.text("role"), **at.source())


def _term(at: _Place) -> TermFact:
    at.only("of", "covered", "until", "source", "record")
    covered = at.value.get("covered")
    if covered is not None and not isinstance(covered, bool):
        raise BadFacts(f"{at.path}.covered: should be true or false, not {_shown(covered)}.")
    return TermFact(
        of=at.choice("of", TermOf),
        is_covered=covered,
        until_on=at.day("until") if at.has("until") else None,
        **at.source(),
    )


def _hours(at: _Place) -> Hours:
    at.only("opens", "closes", "workdays", "holidays", "day_first")
    usual = Hours()
    days = at.value.get("workdays", [_DAYS[day] for day in sorted(usual.workdays)])
    if not isinstance(days, list) or not days or any(day not in _DAYS for day in days):
        raise BadFacts(f"{at.path}.workdays: {_shown(days)} should be a list of {', '.join(_DAYS)}.")
    free = at.value.get("holidays", [])
    if not isinstance(free, list):
        raise BadFacts(f"{at.path}.holidays: should be a list of days, not {_shown(free)}.")
    return Hours(
        opens=at.clock("opens") if at.has("opens") else usual.opens,
        closes=at.clock("closes") if at.has("closes") else usual.closes,
        workdays=frozenset(_DAYS.index(day) for day in days),
        holidays=frozenset(_Place(f"{at.path}.holidays[{n}]", {"day": day}).day("day") for n, day in enumerate(free)),
        is_day_first=bool(at.value.get("day_first", False)),
    )


def _earliest(at: _Place) -> dict[PromiseKind, datetime]:
    at.only(*(kind.value for kind in PromiseKind))
    return {PromiseKind(key): at.moment(key) for key in at.value}


def facts_to(facts: Facts) -> dict[str, Any]:
    """Return facts as a JSON file holds them: `facts_from` reads the same back."""
    told: dict[str, Any] = {name: [_written(one) for one in getattr(facts, name)] for name in _LISTS}
    hours = facts.hours
    told["hours"] = {
        "opens": hours.opens.isoformat(),
        "closes": hours.closes.isoformat(),
        "workdays": [_DAYS[day] for day in sorted(hours.workdays)],
        "holidays": [day.isoformat() for day in sorted(hours.holidays)],
        "day_first": hours.is_day_first,
    }
    told["earliest"] = {kind.value: moment.isoformat() for kind, moment in facts.earliest.items()}
    return told


# What a field is called in the file, where that isn't its own name.
_KEYS = {
    "by_at": "by", "from_at": "from", "until_at": "until", "safe_at": "safe", "expected_on": "expected",
    "is_covered": "covered", "until_on": "until", "cents": "amount",
}  # fmt: skip


def _written(fact: Sourced) -> dict[str, Any]:
    written = {}
    for field in fields(fact):
        value = getattr(fact, field.name)
        if isinstance(value, date):  # a datetime is one
            value = value.isoformat()
        if field.name == "cents":
            value = value / 100
        if value is not None and value != "":
            written[_KEYS.get(field.name, field.name)] = value
    return written


def moments_of(facts: Facts) -> list[datetime]:
    """Return every moment that facts hold."""
    moments = [moment for one in facts.promises for moment in (one.by_at, one.from_at, one.safe_at) if moment]
    moments += [moment for visit in facts.visits for moment in (visit.from_at, visit.until_at)]
    return moments + list(facts.earliest.values())


def _one_clock(facts: Facts) -> None:
    if len({moment.tzinfo is None for moment in moments_of(facts)}) > 1:
        raise BadFacts("some moments have a zone behind them (2026-03-12T15:00-05:00) and some none: give all or none.")
