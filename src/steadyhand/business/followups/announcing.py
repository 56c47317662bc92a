"""What do other programs hear of a follow-up? That something happened and how it stands, never what anybody wrote."""

from collections.abc import Mapping

from steadyhand.business.dealership.webhooks.announcing import announce, time_of
from steadyhand.business.dealership.webhooks.rules import Event
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.followups.rules import events as e
from steadyhand.shared.queue.kinds import JsonValue

# Notes, steps, listeners and pauses are the house's own.
TOLD: Mapping[type[e.Event], Event] = {
    e.Opened: Event.FOLLOWUP_OPENED,
    e.Acknowledged: Event.FOLLOWUP_TAKEN_ON,
    e.Contacted: Event.FOLLOWUP_ANSWERED,
    e.Denied: Event.FOLLOWUP_DENIED,
    e.OwnerChanged: Event.FOLLOWUP_OWNER_CHANGED,
    e.Escalated: Event.FOLLOWUP_ESCALATED,
    e.Ended: Event.FOLLOWUP_ENDED,
    e.MergedInto: Event.FOLLOWUP_MERGED,
    e.Reopened: Event.FOLLOWUP_REOPENED,
    e.TakenBack: Event.FOLLOWUP_TAKEN_BACK,
}


def announce_followup(row: FollowUp, event: e.Event) -> None:
    """Tell other programs what happened to a follow-up, in the transaction that writes it down."""
    told = TOLD.get(type(event))
    if told is not None:
        announce(tenant_id=row.tenant_id, event=told, about_id=row.id, facts=lambda: _facts(row, event), now=event.at)


def _facts(row: FollowUp, event: e.Event) -> dict[str, JsonValue]:
    return {
        "id": str(row.id),
        "number": row.events,
        "kind": row.kind,
        "state": row.state,
        "at": time_of(event.at),
        "by_id": str(event.by) if event.by else None,
        "owner_id": str(row.owner_id),
        "branch_id": str(row.branch_id),
        "customer_ref": row.customer.ref if row.customer else None,
        "about": {"kind": row.about_kind, "id": str(row.about_id)} if row.about_id else None,
        "opened_at": time_of(row.opened_at),
        "due": {"clock": row.due_clock, "at": time_of(row.due_at)} if row.due_at else None,
        "outcome": row.outcome or None,
        "comes_back_at": time_of(row.comes_back_at),
        "merged_into_id": str(row.merged_into_id) if row.merged_into_id else None,
    }
