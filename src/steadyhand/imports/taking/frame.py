"""How do calendars, branches, courses and posts' lists arrive: few rows, which can't be unseen like others?

New calendars and branches are made before the first row that stands on them, closed and used by nobody, and open with
the landing; all else waits in memory until then. A run that is thrown away takes its new ones along.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import ProtectedError

from steadyhand.business.dealership.models import Branch, Calendar, ClosedDay
from steadyhand.business.people.growth.models import Course, Ladder, RoleNeed
from steadyhand.imports.kinds.dealership import WEEKDAYS
from steadyhand.imports.kinds.growing import RUNGS
from steadyhand.imports.kinds.shape import RowKind
from steadyhand.imports.reading.values import zone_named
from steadyhand.imports.taking.changes import VERB
from steadyhand.imports.taking.context import Context
from steadyhand.imports.taking.rows import Known, Rows
from steadyhand.imports.taking.values import columns_of
from steadyhand.shared.history import record_change
from steadyhand.shared.rows import Row
from steadyhand.shared.working_hours import BadHours, span_from_text, weekly_from_json

Key = tuple[str, ...]
# Later ones stand on earlier ones.
MODELS: tuple[type[Row], ...] = (Calendar, Branch, ClosedDay, Course, Ladder, RoleNeed)
# Rows of other files stand on these, so they are there before the landing; the others come with it.
STOOD_ON = (Calendar, Branch, ClosedDay)
# What says which zone it is in.
IN_A_ZONE = ("calendars", "branches")


@dataclass(slots=True)
class Frame:
    """The calendars and branches of one run."""

    context: Context
    zone: str
    new: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    # New branches that are to be open once the run has landed.
    to_open: list[Branch] = field(default_factory=list)
    _seen: set[tuple[str, Key]] = field(default_factory=set)

    @property
    def has_news(self) -> bool:
        return bool(self.new or self.changed)

    def take(self, kind: RowKind, rows: Rows) -> tuple[int, int, int]:
        """Compare with what is there; return how many are new, changed, unchanged."""
        kind.complete(rows, self.context)
        said = self._said(kind, rows)
        stored = self._stored(kind)
        counts = [0, 0, 0]
        for index in range(len(rows)):
            if rows.is_out(index):
                continue
            facts = {name: column[index] for name, column in said.items() if column[index] is not None}
            key = tuple(str(facts[name]) for name in kind.also_known_by)
            if (kind.name, key) in self._seen:
                rows.reject(index, kind.columns[0].name, f"{key[-1]} stands here twice.", "Keep one of the two rows.")
                continue
            self._seen.add((kind.name, key))
            row = stored.get(key)
            if row is None:
                counts[0] += self._add(kind, rows, index, facts)
            else:
                counts[1 if self._change(row, facts) else 2] += 1
        return counts[0], counts[1], counts[2]

    def write(self) -> list[tuple[str, str]]:
        """Write what is new, in the caller's transaction; return what was written, to take back if need be."""
        self.to_open = [row for row in self.new if isinstance(row, Branch) and not row.is_closed]
        for branch in self.to_open:
            branch.is_closed = True
        early = [row for row in self.new if isinstance(row, STOOD_ON)]
        for row in sorted(early, key=lambda row: MODELS.index(type(row))):
            row.save(force_insert=True)
        return [(row._meta.label_lower, row.id.hex) for row in early]

    def finish(self, *, why: str, now: datetime) -> None:
        """Open what is new and apply what changes, in the landing's transaction."""
        for row in self.new:
            if not isinstance(row, STOOD_ON):
                row.save(force_insert=True)
            record_change(row, by=self.context.actor, at=now, verb="came with an import", why=why)
        for branch in self.to_open:
            Branch.objects.filter(**branch.where()).update(is_closed=False)
        for row, was, becomes in self.changed:
            type(row).objects.filter(**row.where()).update(**becomes)
            record_change(row, by=self.context.actor, at=now, verb=VERB, why=why, was=was, became=becomes)

    def _said(self, kind: RowKind, rows: Rows) -> dict[str, list[Any]]:
        said = columns_of(kind, rows)
        if kind.name == "calendars":
            said["weekly"] = [self._weekly(rows, index) for index in range(len(rows))]
        if kind.name == "ladders":
            said["rungs"] = [list(each) for each in zip(*(rows.cells(name) for name in RUNGS), strict=True)]
        for index, zone in enumerate(said.get("zone", ())):
            try:
                zone_named(zone or self.zone)
            except ValueError as problem:
                rows.reject(index, "zone", str(problem), "Write the zone's name, as in America/New_York.")
        return said

    def _weekly(self, rows: Rows, index: int) -> dict[str, list[str]] | None:
        texts = {key: rows.cells(key)[index] for key in WEEKDAYS}
        if not any(texts.values()):
            return None
        try:
            weekly = {
                key: [str(span_from_text(span.strip())) for span in text.split(",") if span.strip()]
                for key, text in texts.items()
                if text
            }
            weekly_from_json(weekly)
        except BadHours as problem:
            rows.reject(index, next(iter(WEEKDAYS)), str(problem), "Write hours as in 08:00-12:00, 13:00-17:00.")
            return None
        return weekly

    def _stored(self, kind: RowKind) -> Mapping[Key, Row]:
        rows: Any = kind.model.objects.of(self.context.tenant_id)
        stored = {tuple(_plain(getattr(row, name)) for name in kind.also_known_by): row for row in rows}
        return {key: row for key, row in stored.items() if self._may_change(row)}

    def _may_change(self, row: Row) -> bool:
        return not isinstance(row, Branch) or self.context.actor.can_see_branch(row.id)

    def _add(self, kind: RowKind, rows: Rows, index: int, facts: dict[str, Any]) -> int:
        if self.context.actor.branch_ids is not None:
            whose = (
                "It isn't one of your branches." if kind.name in IN_A_ZONE else "It would be there for all branches."
            )
            rows.reject(index, kind.columns[0].name, whose, "Ask an administrator of all.")
            return 0
        facts = {"tenant_id": self.context.tenant_id, **facts}
        if kind.name in IN_A_ZONE:
            facts.setdefault("zone", self.zone)
        if kind.name == "calendars" and "weekly" not in facts:
            rows.reject(index, "mon", "The calendar never opens.", "Write hours for one day at least.")
            return 0
        if kind.name == "branches" and "calendar_id" not in facts:
            rows.reject(index, "calendar", "The branch has no calendar.", "Write the name of one in this row.")
            return 0
        model = apps.get_model(kind.table)
        self.new.append(model(**facts))
        return 1

    def _change(self, row: Row, facts: dict[str, Any]) -> bool:
        becomes = {name: value for name, value in facts.items() if _plain(getattr(row, name)) != _plain(value)}
        if becomes:
            self.changed.append((row, {name: _plain(getattr(row, name)) for name in becomes}, becomes))
        return bool(becomes)

    def named(self, kind: str) -> dict[str, Known]:
        """Return the new rows of a kind under what other rows call them."""
        named: dict[str, Known] = {}
        for row in self.new:
            if kind == "calendars" and isinstance(row, Calendar):
                named[row.name] = Known(row.id.hex, row.name)
            elif kind == "branches" and isinstance(row, Branch):
                known = Known(row.id.hex, row.code, branch_id=row.id.hex)
                named.setdefault(row.name, known)
                named[row.code] = known
        return named

    def open_branches(self) -> dict[str, Known]:
        """Return the new branches that will take customers, by code."""
        return {
            row.code: Known(row.id.hex, row.code, branch_id=row.id.hex)
            for row in self.new
            if isinstance(row, Branch) and not row.is_closed
        }


def take_back(written: list[tuple[str, str]], tenant_id: UUID) -> None:
    """Delete calendars and branches of a run that never landed, unless somebody has begun to use one."""
    models = {model._meta.label_lower: model for model in MODELS}
    for label, row_id in sorted(written, key=lambda each: list(models).index(each[0]), reverse=True):
        try:
            with transaction.atomic():
                models[label].objects.of(tenant_id).filter(id=UUID(row_id)).delete()
        except ProtectedError:
            continue  # in use: it is the dealership's now


def _plain(value: Any) -> Any:
    return value.hex if isinstance(value, UUID) else value if isinstance(value, bool | dict | list) else str(value)
