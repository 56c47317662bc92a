"""Which closed calls haven't gone out as they are now? They go into numbered batches, a branch a batch."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState
from steadyhand.imports.billing.lines import CallOut, as_csv, calls_out
from steadyhand.imports.models import BilledCall, BillingBatch, WatchedFolder
from steadyhand.imports.taking.changes import VERB
from steadyhand.shared.actor import the_system
from steadyhand.shared.counters import next_number
from steadyhand.shared.models import Change

WHO = "the way to the ERP"
# Calls in a file: as many as an ERP takes in a moment and a person can look through.
MOST = 200
# A change carries the moment at which it began; one that takes longer to be written would be passed over.
OVERLAP = timedelta(hours=1)
_COUNTER = "billing batch"


def make_batches(folder: WatchedFolder, *, now: datetime) -> int:
    """Put every call that was closed or changed since the last time into batches; return how many batches."""
    if folder.bills_since is None:
        return 0
    since = folder.billed_until or folder.bills_since
    made = 0
    ids = iter(sorted(_worked_on(folder.tenant_id, since=since - OVERLAP, until=now)))
    while some := list(islice(ids, MOST)):
        made += _batch(folder, some, now=now)
    # Only now: whoever was killed before looks at the same calls again, and none of them goes out twice.
    WatchedFolder.objects.filter(**folder.where()).update(billed_until=now)
    return made


def _worked_on(tenant_id: UUID, *, since: datetime, until: datetime) -> set[UUID]:
    """Return the calls that somebody worked on here; what the ERP said itself needn't go back to it."""
    kinds = {model._meta.label_lower: model for model in (Call, Visit)}
    entries = Change.objects.of(tenant_id).filter(at__gt=since, at__lte=until, about_kind__in=kinds).exclude(verb=VERB)
    found: dict[str, set[UUID]] = defaultdict(set)
    for kind, about in entries.values_list("about_kind", "about_id").iterator():
        found[kind].add(about)
    calls = found[Call._meta.label_lower]
    for some in _chunks(found[Visit._meta.label_lower]):
        calls |= set(Visit.objects.of(tenant_id).filter(id__in=some).values_list("call_id", flat=True))
    return calls


@transaction.atomic
def _batch(folder: WatchedFolder, call_ids: list[UUID], *, now: datetime) -> int:
    # The folder's row is the lock: of two processes the second finds these calls gone out.
    if not WatchedFolder.objects.select_for_update().filter(**folder.where(), bills_since__isnull=False).exists():
        return 0
    gone_out = _gone_out(folder.tenant_id, call_ids)
    over = Q(state=CallState.CLOSED, closed_at__gte=folder.bills_since)
    # What was billed and is cancelled now must be taken back; what never went out needn't.
    over |= Q(state=CallState.CANCELLED, id__in=list(gone_out))
    ready = Call.objects.of(folder.tenant_id).filter(over, id__in=call_ids).values_list("id", flat=True)
    by_branch: dict[UUID, list[tuple[CallOut, int]]] = defaultdict(list)
    for call in calls_out(the_system(folder.tenant_id, WHO), ready):
        correction, fingerprint = gone_out.get(call.call_id, (-1, ""))
        if call.fingerprint != fingerprint:
            by_branch[call.branch_id].append((call, correction + 1))
    for branch_id, calls in sorted(by_branch.items()):
        _keep(folder.tenant_id, branch_id, calls, now=now)
    return len(by_branch)


def _gone_out(tenant_id: UUID, call_ids: list[UUID]) -> dict[UUID, tuple[int, str]]:
    """Return of each call the last correction that went out, and its fingerprint."""
    rows = BilledCall.objects.of(tenant_id).filter(call_id__in=call_ids).order_by("correction")
    return {
        call_id: (correction, fingerprint)
        for call_id, correction, fingerprint in rows.values_list("call_id", "correction", "fingerprint")
    }


def _keep(tenant_id: UUID, branch_id: UUID, calls: list[tuple[CallOut, int]], *, now: datetime) -> None:
    number = next_number(tenant_id, _COUNTER)
    batch = BillingBatch.objects.create(
        tenant_id=tenant_id,
        branch_id=branch_id,
        number=number,
        made_at=now,
        calls=len(calls),
        corrections=sum(correction > 0 for _, correction in calls),
        lines=sum(len(call.lines) for call, _ in calls),
        content=as_csv(number, calls),
    )
    BilledCall.objects.bulk_create(
        BilledCall(
            tenant_id=tenant_id,
            call_id=call.call_id,
            batch=batch,
            correction=correction,
            fingerprint=call.fingerprint,
        )
        for call, correction in calls
    )


def _chunks(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    waiting = iter(ids)
    while some := list(islice(waiting, 2_000)):
        yield some
