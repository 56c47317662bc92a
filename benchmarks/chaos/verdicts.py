"""Is everything as it must be? Each question returns sentences about what is not; none is the good answer."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from benchmarks.chaos.people import Sending
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, VisitState, standing_of
from steadyhand.business.machines.models import MeterReading
from steadyhand.shared.landing import arriving_tables
from steadyhand.shared.models import Batch, Change, KeptAnswer


def wrong_with(sendings: Iterable[Sending], *, tenant_id: UUID, since: datetime, all_were_answered: bool) -> list[str]:
    """Look at everything that was sent: there once and whole, or, where nobody read an answer, perhaps not at all.

    Calls are looked for among those taken since then: without it each look reads every imported call.
    """
    taken: dict[str, list[tuple[UUID, str]]] = {}
    calls = Call.objects.of(tenant_id).filter(taken_at__gte=since, problem__startswith="chaos ")
    for call_id, number, problem in calls.values_list("id", "ref", "problem"):
        taken.setdefault(problem, []).append((call_id, number))
    faults = []
    for sending in sendings:
        must_be_there = all_were_answered or sending.is_acknowledged
        if sending.kind == "call":
            faults += _call_faults(sending, taken.get(sending.token, []), must_be_there=must_be_there)
        else:
            faults += _closing_faults(sending, must_be_there=must_be_there)
    return faults


def half_done(tenant_id: UUID, *, since: datetime) -> list[str]:
    """Look at the whole record for what no order of steps may leave behind."""
    faults = [
        f"form {key} is kept without an answer"
        for key, answer in KeptAnswer.objects.of(tenant_id).values_list("form_key", "answer")
        if not answer
    ]
    open_calls = (
        Call.objects.of(tenant_id)
        .filter(taken_at__gte=since)
        .exclude(state__in=[CallState.CLOSED, CallState.CANCELLED])
    )
    visits: dict[UUID, list[VisitState]] = {}
    of_open = Visit.objects.of(tenant_id).filter(call__in=open_calls).order_by("number")
    for call_id, state in of_open.values_list("call_id", "state"):
        visits.setdefault(call_id, []).append(VisitState(state))
    for call_id, number, state in open_calls.values_list("id", "ref", "state"):
        if (should := standing_of(visits.get(call_id, [])).state) != state:
            faults.append(f"call {number} is {state}, its visits say {should}")
    read_on = (
        MeterReading.objects.of(tenant_id)
        .filter(read_at__gte=since, visit_id__isnull=False)
        .values_list("visit_id", flat=True)
    )
    if astray := set(read_on) - set(_visits_since(tenant_id, since)):
        faults.append(f"{len(astray)} readings name a visit that isn't there")
    return faults


def visible_of_import(tenant_id: UUID, prefix: str) -> dict[str, int]:
    """Return how many rows of an import anybody sees, by table."""
    counted = {}
    for model in arriving_tables():
        rows = model.objects.of(tenant_id).filter(ref__startswith=prefix)
        if number := rows.count():
            counted[model._meta.model_name or ""] = number
    return counted


def left_by_dead_imports(tenant_id: UUID) -> list[str]:
    """Look for rows of batches that never landed, once nothing runs any more."""
    dead = list(Batch.objects.of(tenant_id).filter(landed_at__isnull=True).values_list("id", flat=True))
    if not dead:
        return []
    left = {model: model.with_arriving.of(tenant_id).filter(batch_id__in=dead).count() for model in arriving_tables()}
    return [
        f"{number} rows of imports that never landed are left in {model._meta.db_table}"
        for model, number in left.items()
        if number
    ]


def database_faults() -> list[str]:
    """Have SQLite look at every page and key; PostgreSQL checks its keys itself."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(5)")
        faults = [str(row[0]) for row in cursor.fetchall() if row[0] != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        return faults + [f"{row[0]} points to a row that isn't there" for row in cursor.fetchmany(5)]


def _visits_since(tenant_id: UUID, since: datetime) -> Iterable[UUID]:
    return Visit.objects.of(tenant_id).filter(planned_for__gte=since - timedelta(days=10)).values_list("id", flat=True)


def _call_faults(sending: Sending, calls: list[tuple[UUID, str]], *, must_be_there: bool) -> list[str]:
    if not calls:
        return [f"call “{sending.token}” was acknowledged and is lost"] if must_be_there else []
    faults = [f"call “{sending.token}” is there {len(calls)} times"] if len(calls) > 1 else []
    for call_id, number in calls:
        if (entries := Change.objects.filter(about_id=call_id).count()) != 1:
            faults.append(f"call {number} has {entries} entries in the history instead of one")
    return faults + _answer_faults(sending)


def _closing_faults(sending: Sending, *, must_be_there: bool) -> list[str]:
    if sending.visit_id is None:
        raise LookupError(f"The closing “{sending.token}” doesn't say of which visit.")
    visit = Visit.objects.select_related("call").get(id=sending.visit_id)
    entries = Change.objects.filter(about_id=visit.id, verb="closed the visit").count()
    readings = MeterReading.objects.filter(visit_id=visit.id).count()
    if visit.state == VisitState.ON_SITE:
        faults = [f"the closing “{sending.token}” was acknowledged and is lost"] if must_be_there else []
        if entries or readings or visit.told_customer:
            faults.append(f"visit {visit.ref} is open and has {entries} entries and {readings} readings of a closing")
        return faults
    whole = (visit.state, visit.told_customer, visit.call.state, entries, readings)
    wanted = (VisitState.DONE, sending.token, CallState.CLOSED, 1, 1)
    faults = [] if whole == wanted else [f"visit {visit.ref} is half closed: {whole} instead of {wanted}"]
    return faults + _answer_faults(sending)


def _answer_faults(sending: Sending) -> list[str]:
    answers = list(KeptAnswer.objects.filter(form_key=sending.key).values_list("answer", flat=True))
    if len(answers) == 1 and answers[0]:
        return []
    return [f"“{sending.token}” is there and its form has {len(answers)} kept answers"]
