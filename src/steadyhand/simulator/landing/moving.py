"""What if nobody works at this hour? The last working day moves to now, and the night or weekend before it grows."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import datetime, timedelta
from types import UnionType
from typing import Any, get_args

from steadyhand.simulator.happenings import Happening


def moved_from(happenings: Iterable[Happening], *, dawn: datetime, by: timedelta) -> Iterator[Happening]:
    """Yield happenings with every moment from `dawn` on later by `by`; what was before stays, and so does the order."""
    for happening in happenings:
        later = {name: at + by for name in _moments(type(happening)) if (at := getattr(happening, name)) and at >= dawn}
        yield replace(happening, **later) if later else happening


_known: dict[type[Happening], tuple[str, ...]] = {}


def _moments(kind: type[Happening]) -> tuple[str, ...]:
    """Return the names of a happening's fields that hold moments, looked up once a kind."""
    if kind not in _known:
        _known[kind] = tuple(field.name for field in fields(kind) if _is_moment(field.type))
    return _known[kind]


def _is_moment(annotation: Any) -> bool:
    return annotation is datetime or (isinstance(annotation, UnionType) and datetime in get_args(annotation))
