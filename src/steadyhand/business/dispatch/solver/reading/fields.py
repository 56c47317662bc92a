"""Reads fields of a JSON document one by one, and says by its path what is wrong with which."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from steadyhand.business.dispatch.solver.problem import BadProblem

_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?")
_LAST_HOUR = 48


class Fields:
    """An object of the document; every field that is read is taken, and `done` complains of the rest."""

    def __init__(self, value: object, path: str) -> None:
        if not isinstance(value, dict):
            raise BadProblem(f"{path} should be an object in braces, with named fields.")
        self._left: dict[str, Any] = dict(value)
        self._known: list[str] = []
        self.path = path

    def take(self, name: str, default: Any = None) -> Any:
        """Return a field as it is."""
        self._known.append(name)
        return self._left.pop(name, default)

    def text(self, name: str, *, needed: bool = False) -> str:
        value = self.take(name, "")
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or (needed and not value):
            raise BadProblem(f"{self._at(name)} should be a text{' and not empty' if needed else ''}.")
        return value

    def number(self, name: str, default: float | None = None, *, least: float = 0) -> float:
        value = self.take(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value < 10**9:
            raise BadProblem(f"{self._at(name)} should be a number, {least:g} or more.")
        return float(value)

    def seconds(self, name: str, default_minutes: float | None = None) -> int:
        """Return a length given in minutes as seconds."""
        return round(60 * self.number(name, default_minutes))

    def is_true(self, name: str) -> bool:
        value = self.take(name, False)
        if not isinstance(value, bool):
            raise BadProblem(f"{self._at(name)} should be true or false.")
        return value

    def moment(self, name: str) -> int | None:
        value = self.take(name)
        return None if value is None else moment(value, self._at(name))

    def span(self, name: str) -> tuple[int, int] | None:
        """Return a span given as two times of day."""
        value = self.take(name)
        return None if value is None else span(value, self._at(name))

    def spans(self, name: str) -> list[tuple[int, int]]:
        return [span(value, f"{self._at(name)}[{number}]") for number, value in enumerate(self._list(name))]

    def names(self, name: str) -> list[str]:
        values = self._list(name)
        if any(not isinstance(value, str) or not value for value in values):
            raise BadProblem(f"{self._at(name)} should be a list of texts.")
        return values

    def numbers_by(self, name: str, *, least: float = 0) -> dict[str, float]:
        return {key: Fields({"n": value}, self._at(name)).number("n", least=least) for key, value in self._object(name)}

    def days_by(self, name: str) -> dict[str, date]:
        found = {}
        for key, value in self._object(name):
            try:
                found[key] = date.fromisoformat(value)
            except (TypeError, ValueError):
                raise BadProblem(f"{self._at(name)}.{key} should be a day as in 2026-05-12.") from None
        return found

    def objects(self, name: str) -> Iterator["Fields"]:
        for number, value in enumerate(self._list(name)):
            yield Fields(value, f"{self._at(name)}[{number}]")

    def inner(self, name: str) -> "Fields | None":
        value = self.take(name)
        return None if value is None else Fields(value, self._at(name))

    def done(self) -> None:
        """Complain of fields that nobody asked for: a slip of the pen must not pass as a wish that was heard."""
        for name in self._left:
            raise BadProblem(f"{self._at(name)} isn't known here: there are {', '.join(sorted(self._known))}.")

    def _list(self, name: str) -> list[Any]:
        value = self.take(name, [])
        if not isinstance(value, list):
            raise BadProblem(f"{self._at(name)} should be a list in brackets.")
        return value

    def _object(self, name: str) -> list[tuple[str, Any]]:
        value = self.take(name, {})
        if not isinstance(value, Mapping):
            raise BadProblem(f"{self._at(name)} should be an object in braces.")
        return list(value.items())

    def _at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name


def moment(value: object, at: str) -> int:
    """Return a time of day as seconds after midnight; past midnight the hours go on (25:30)."""
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if found is None or int(found[1]) >= _LAST_HOUR:
        raise BadProblem(f"{at} should be a time as in 08:30.")
    return int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0)


def span(value: object, at: str) -> tuple[int, int]:
    """Return a span given as two times of day, the second not before the first."""
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004  # from and until
        raise BadProblem(f'{at} should be two times, as in ["08:00", "12:00"].')
    first, second = (moment(each, at) for each in value)
    if second < first:
        raise BadProblem(f"{at} ends before it begins.")
    return first, second


def clock(seconds: int) -> str:
    """Return a moment as people write it, with seconds only where there are any."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours:02}:{minutes:02}" + (f":{left:02}" if left else "")
