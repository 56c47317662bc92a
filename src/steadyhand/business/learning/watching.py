"""Which certificates run out, and who sees to it? Each opens one follow-up, which moves on until it is renewed."""

from datetime import date, datetime, timedelta
from uuid import UUID

from steadyhand.business.dealership.present import today_at, working_here
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.actions.remind import remind
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.owners import LADDER
from steadyhand.business.followups.queries.about import About, followups_about, open_about
from steadyhand.business.learning.kinds import CERTIFICATE
from steadyhand.business.people.actions.note_reminded import note_reminded
from steadyhand.business.people.expiring import Expiring, certificates_ending, still_runs_out
from steadyhand.business.people.expiry import REMINDED, reminder_due
from steadyhand.shared.actor import Actor, the_system

ABOUT = "people.certification"


def watch_certificates(tenant_id: UUID, *, now: datetime) -> int:
    """Open a follow-up 90 days before a certificate is to be renewed, and let it remind 60, 30 and 7 days before.

    Those of renewed ones end. Return how many were opened, reminded and ended.
    """
    by = the_system(tenant_id, "Steadyhand")
    today = today_at(tenant_id, now)
    until = today + timedelta(days=max(REMINDED))
    ending = certificates_ending(tenant_id, since=today, renew_until=until)
    return _open_or_remind(by, ending, today, now) + _end_renewed(by, until, now)


def _open_or_remind(by: Actor, ending: tuple[Expiring, ...], today: date, now: datetime) -> int:
    opened = 0
    for each in ending:
        stage = reminder_due(each.renew_by, today)
        known = followups_about(by.tenant_id, ABOUT, each.id)
        if known:
            if stage is not None and (each.reminded_days is None or stage < each.reminded_days):
                # The first look at one that older versions opened reminds of nothing: it says so already.
                is_news = each.reminded_days is not None
                note_reminded(tenant_id=by.tenant_id, certificate_id=each.id, days=stage)
                opened += _remind(by, known, each, today, now) if is_news else 0
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
                title=f"{each.technician}: {each.what} holds until {_said(each.renew_by)}",
                about_kind=ABOUT,
                about_id=each.id,
            ),
            words="Without it some calls must go to somebody else. Book the course, or say why it isn't renewed.",
            listeners=listeners,
            now=now,
        )
        note_reminded(tenant_id=by.tenant_id, certificate_id=each.id, days=stage)
        opened += 1
    return opened


def _remind(by: Actor, known: tuple[About, ...], each: Expiring, today: date, now: datetime) -> int:
    """Say in those that are open how many days are left; one that comes back on a day of its own is left alone."""
    left = (each.renew_by - today).days
    days = f"{left} days are left" if left > 1 else ("A day is left" if left == 1 else "No day is left")
    grace = f" It counts until {_said(each.expires_on)}, with the vendor's grace." if each.has_grace else ""
    words = f"{days} to renew {each.what} of {each.technician}: until {_said(each.renew_by)}.{grace}"
    still_open = [it for it in known if it.is_open]
    for it in still_open:
        remind(by=by, followup_id=it.id, words=words, now=now)
    return len(still_open)


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
