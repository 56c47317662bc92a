"""Which visits could fill a day's gaps, though nobody has called? Maintenance that is due, and visits proposed.

Each as a call that there may be one day, so that a plan asks of it what it asks of calls: skills, hours, who is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from steadyhand.business.calls.models import MaintenanceDue, VisitProposal
from steadyhand.business.calls.proposals.queries import WishedVisit
from steadyhand.business.calls.proposals.rules import ProposalState
from steadyhand.business.calls.queries.for_a_plan import CallToGo
from steadyhand.business.calls.queries.maintenance import open_maintenance
from steadyhand.business.calls.queries.said import machine_of, place_of
from steadyhand.business.calls.rules import CallType, Urgency
from steadyhand.business.customers.queries.addresses import only_sites_of
from steadyhand.shared.actor import Actor

# More than a branch's day has room for, the longest overdue first: each is tried at every place of every day.
MOST = 40
_SITE = tuple(f"site__{column}" for column in ("name", "street", "city"))
_MACHINE = tuple(f"machine__{column}" for column in ("serial", "ref", "model__maker", "model__name", "model__family"))


class GapKind(StrEnum):
    """What a visit is for that fills a gap."""

    MAINTENANCE = "maintenance"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class OptionalVisit:
    """A visit that nobody waits for. `about_id` is the machine that is due, or the proposal; `call.id` is the same.

    `why` says it in words; `wish` is whose proposal it is, and for how long.
    """

    kind: GapKind
    about_id: UUID
    call: CallToGo
    why: str
    wish: WishedVisit | None = None


def optional_visits(by: Actor, branch_id: UUID, *, on: date, now: datetime) -> tuple[OptionalVisit, ...]:
    """Return what could be visited on a day: proposals first, which somebody wished, then what is longest overdue.

    Four queries, however many machines are due.
    """
    wished = _proposed(by, branch_id, on, now)
    taken = {each.call.machine_id for each in wished}
    due = [each for each in _due(by, branch_id, on, now) if each.call.machine_id not in taken]
    return (*wished, *due)[:MOST]


def _proposed(by: Actor, branch_id: UUID, on: date, now: datetime) -> list[OptionalVisit]:
    rows = VisitProposal.objects.visible_to(by).filter(
        state=ProposalState.PROPOSED, customer__branch_id=branch_id, wished_from__lte=on, wished_until__gte=on
    )
    columns = (
        *("id", "customer_id", "customer__name", "site_id", "machine_id", "technician_id", "technician__name"),
        *("call_type", "why", "wished_from", "wished_until", "minutes", *_SITE, *_MACHINE),
    )
    found = list(rows.order_by("wished_until", "id").values(*columns)[:MOST])
    # A courtesy visit names no site; where there is only one, it is meant.
    without = {row["customer_id"] for row in found if row["site_id"] is None}
    only = only_sites_of(by.tenant_id, without) if without else {}
    return [
        OptionalVisit(
            kind=GapKind.PROPOSED,
            about_id=row["id"],
            call=_call(
                row | {"site_id": row["site_id"] or only.get(row["customer_id"])},
                row["id"],
                f"wish {place}",
                CallType(row["call_type"]),
                now,
            ),
            why=f"{row['technician__name']} would like to go there: {row['why'].rstrip('.')}",
            wish=WishedVisit(
                proposal_id=row["id"],
                technician_id=row["technician_id"],
                from_on=row["wished_from"],
                until_on=row["wished_until"],
                minutes=row["minutes"],
                why=row["why"],
            ),
        )
        for place, row in enumerate(found, start=1)
    ]


def _due(by: Actor, branch_id: UUID, on: date, now: datetime) -> list[OptionalVisit]:
    rows = MaintenanceDue.objects.visible_to(by).filter(
        due_on__lte=on, machine__removed_on__isnull=True, machine__customer__branch_id=branch_id
    )
    columns = (
        *("machine_id", "due_on", "machine__customer_id", "machine__customer__name", "machine__site_id"),
        *(f"machine__{column}" for column in _SITE),
        *_MACHINE,
    )
    found = list(rows.order_by("due_on", "id").values(*columns)[: 2 * MOST])
    has_call = open_maintenance(by, [row["machine_id"] for row in found]) if found else {}
    return [
        OptionalVisit(
            kind=GapKind.MAINTENANCE,
            about_id=row["machine_id"],
            call=_call(
                {key.removeprefix("machine__") if key in _AT_SITE else key: value for key, value in row.items()}
                | {"customer_id": row["machine__customer_id"], "customer__name": row["machine__customer__name"]},
                row["machine_id"],
                f"due {place}",
                CallType.PREVENTIVE,
                now,
            ),
            why=f"its maintenance has been due since {row['due_on'].day} {row['due_on']:%B}"
            if row["due_on"] < on
            else "its maintenance is due on this day",
        )
        for place, row in enumerate(found, start=1)
        if row["machine_id"] not in has_call
    ]


_AT_SITE = {"machine__site_id", *(f"machine__{column}" for column in _SITE)}


def _call(row: Mapping[str, Any], about_id: UUID, number: str, call_type: CallType, now: datetime) -> CallToGo:
    said = {"said_about_machine": "", **row}
    return CallToGo(
        id=about_id,
        number=number,
        version=0,
        call_type=call_type,
        urgency=Urgency.CAN_WAIT,
        customer_id=row["customer_id"],
        who=row["customer__name"],
        place=place_of(said),
        machine=machine_of(said),
        problem="",
        site_id=row["site_id"],
        machine_id=row["machine_id"],
        family=row["machine__model__family"] or "",
        problem_code="",
        taken_at=now,
        respond_by=None,
        needs_hands=False,
        visit=None,
    )
