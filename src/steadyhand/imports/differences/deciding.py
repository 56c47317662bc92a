"""Somebody decides a difference: ours stays, or the ERP's value is taken; either can be undone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.imports.differences.touched import KEPT, TOOK
from steadyhand.imports.kinds import KINDS
from steadyhand.imports.models import Difference
from steadyhand.imports.runs.landing import count_versions, find_again
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.rows import ArrivingRow

UNTOOK = "took our value back"
REOPENED = "opened the ERP's question again"
KEEP, TAKE = "keep", "take"
# What hangs together with visits, and is done on the call's own page.
ELSEWHERE = {("calls", "state"): "close or cancel the call on its own page: its visits hang on it"}
# Decided in one go; more would hold the database up for whoever takes a call.
MOST = 500


class CannotDecide(Exception):
    """It can't be decided so; the message is for whoever tried."""


@transaction.atomic
def decide(*, by: Actor, difference_id: UUID, choice: str, now: datetime) -> None:
    """Keep ours or take theirs.

    Raises:
        CannotDecide: not theirs to see, decided already, or what is said here has changed since.
    """
    _decide(_to_decide(by, difference_id), by=by, choice=choice, now=now)


def decide_all(*, by: Actor, kind: str, field: str, sort: str, choice: str, now: datetime) -> tuple[int, list[str]]:
    """Decide every open difference of one field; return how many were, and why others weren't."""
    rows = Difference.objects.visible_to(by).filter(
        state=Difference.State.OPEN, kind=kind, field=field, sort=sort
    )  # fmt: skip
    decided, refused = 0, []
    for difference_id in list(rows.order_by("id").values_list("id", flat=True)[:MOST]):
        try:
            decide(by=by, difference_id=difference_id, choice=choice, now=now)
        except CannotDecide as problem:
            refused.append(str(problem))
        else:
            decided += 1
    return decided, refused


@transaction.atomic
def undo(*, by: Actor, difference_id: UUID, now: datetime) -> None:
    """Open a decided difference again; a value that was taken goes back to what stood here.

    Raises:
        CannotDecide: not theirs to see, not decided by a person, or changed since.
    """
    row = _locked(by, difference_id)
    if row.state == Difference.State.TAKEN:
        _write(row, by=by, value=row.ours, instead_of=row.theirs, verb=UNTOOK, now=now)
    elif row.state == Difference.State.KEPT:
        record_change(_about(row, by), by=by, at=now, verb=REOPENED, why=_source(row))
    else:
        raise CannotDecide(f"{row.ref} isn't decided; look at the list anew.")
    Difference.objects.filter(**row.where()).update(state=Difference.State.OPEN, decided_by="", decided_at=None)


def _decide(row: Difference, *, by: Actor, choice: str, now: datetime) -> None:
    if choice == KEEP:
        state = Difference.State.KEPT
        said = {row.field: row.ours} if row.field else {}
        record_change(_about(row, by), by=by, at=now, verb=KEPT, why=_source(row), became=said)
    elif choice == TAKE:
        state = Difference.State.TAKEN
        if not row.field:
            raise CannotDecide(f"{row.ref} is missing in the ERP, and nothing is deleted here: keep it, or mark it.")
        if (row.kind, row.field) in ELSEWHERE:
            raise CannotDecide(f"Call {row.ref}: {ELSEWHERE[row.kind, row.field]}.")
        _write(row, by=by, value=row.theirs, instead_of=row.ours, verb=TOOK, now=now)
    else:
        raise CannotDecide(f"{choice!r} is no decision: keep ours, or take theirs.")
    Difference.objects.filter(**row.where()).update(state=state, decided_by=by.name, decided_at=now)


def _write(row: Difference, *, by: Actor, value: Any, instead_of: Any, verb: str, now: datetime) -> None:
    about = _about(row, by)
    field = _field(type(about), row.field)
    if getattr(about, field.attname) != _stored(field, instead_of):
        raise CannotDecide(f"{row.ref} was changed here since the file was read; the next file shows how it stands.")
    changes = {field.attname: _stored(field, value)}
    try:
        with transaction.atomic():
            type(about).objects.filter(**about.where()).update(**changes)
    except IntegrityError as problem:
        raise CannotDecide(f"{row.ref}: another row has this value already, or it is not here any more.") from problem
    count_versions(type(about), about.tenant_id, [about.id])
    find_again(KINDS[row.kind], about.tenant_id, [about.id], the_dealership(about.tenant_id).country)
    was, became = {field.attname: instead_of}, {field.attname: value}
    record_change(about, by=by, at=now, verb=verb, why=_source(row), was=was, became=became)


def _to_decide(by: Actor, difference_id: UUID) -> Difference:
    row = _locked(by, difference_id)
    if row.state != Difference.State.OPEN:
        raise CannotDecide(f"{row.ref}: {row.get_state_display()} already; look at the list anew.")
    return row


def _locked(by: Actor, difference_id: UUID) -> Difference:
    row = Difference.objects.visible_to(by).select_for_update().filter(id=difference_id).first()
    if row is None:
        raise CannotDecide("This difference isn't there any more; look at the list anew.")
    return row


def _about(row: Difference, by: Actor) -> ArrivingRow:
    about = KINDS[row.kind].model.objects.visible_to(by).select_for_update(of=("self",)).filter(id=row.row_id).first()
    if about is None:
        raise CannotDecide(f"{row.ref} isn't at one of your branches any more.")
    return about


def _field(model: type[ArrivingRow], attname: str) -> "models.Field[Any, Any]":
    fields: Iterable[models.Field[Any, Any]] = model._meta.concrete_fields
    return next(field for field in fields if field.attname == attname)


def _stored(field: "models.Field[Any, Any]", plain: Any) -> Any:
    if plain is None:
        return None
    return UUID(str(plain)) if isinstance(field, models.ForeignKey) else field.to_python(plain)


def _source(row: Difference) -> str:
    return f"{row.file}, line {row.line}" if row.line else row.file
