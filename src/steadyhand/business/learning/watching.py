"""Which certificates run out, and who sees to it? Each opens one follow-up, until it is renewed."""

from datetime import date, datetime, timedelta
from uuid import UUID

from steadyhand.business.dealership.present import today_at, working_here
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.owners import LADDER
from steadyhand.business.followups.queries.about import followups_about, open_about
from steadyhand.business.learning.kinds import CERTIFICATE
from steadyhand.business.people.expiring import Expiring, certificates_ending, still_runs_out
from steadyhand.business.people.settings import CERTIFICATE_ENDS_SOON_DAYS
from steadyhand.shared.actor import Actor, the_system

ABOUT = "people.certification"


def watch_certificates(tenant_id: UUID, *, now: datetime) -> int:
    """Open a follow-up for each certificate that runs out soon, end those of renewed ones; return how many of both."""
    by = the_system(tenant_id, "Steadyhand")
    today = today_at(tenant_id, now)
    until = today + timedelta(days=value_of(tenant_id, CERTIFICATE_ENDS_SOON_DAYS))
    return _open_those(by, certificates_ending(tenant_id, since=today, until=until), now) + _end_renewed(by, until, now)


def _open_those(by: Actor, ending: tuple[Expiring, ...], now: datetime) -> int:
    opened = 0
    for each in ending:
        if followups_about(by.tenant_id, ABOUT, each.id):
            continue
        people = working_here(by.tenant_id, branch_id=each.branch_id, roles=LADDER, at=now)
        # The technician hears what becomes of it; of one who doesn't sign in, whoever leads.
        listeners = [each.user_id] if each.user_id else [person.id for person in people[:1]]
        if not listeners:
            continue
        open_followup(
            by=by,
            kind=CERTIFICATE.name,
            subject=Subject(
                branch_id=each.branch_id,
                title=f"{each.technician}: {each.what} holds until {_said(each.expires_on)}",
                about_kind=ABOUT,
                about_id=each.id,
            ),
            words="Without it some calls must go to somebody else. Book the course, or say why it isn't renewed.",
            listeners=listeners,
            now=now,
        )
        opened += 1
    return opened


def _end_renewed(by: Actor, until: date, now: datetime) -> int:
    is_open = open_about(by.tenant_id, ABOUT)
    waiting = still_runs_out(by.tenant_id, list(is_open), until=until)
    renewed = [(certificate_id, it) for certificate_id, it in is_open.items() if certificate_id not in waiting]
    for _, followup_id in renewed:
        end_followup(
            by=by,
            followup_id=followup_id,
            outcome="renewed",
            words="A certificate that holds longer is on record, or the technician has left.",
            now=now,
        )
    return len(renewed)


def _said(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
