"""A technician stands in front of a machine and asks: the colleague most likely to know is called, then the next."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.asking import AskedFrom, asked_from
from steadyhand.business.dealership.present import person_here
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.dealership.settings.values import values_of
from steadyhand.business.followups.actions.give_to import give_to
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.owners import Owners
from steadyhand.business.followups.queries.about import owner_of
from steadyhand.business.followups.rules.standing import CannotHappen, State
from steadyhand.business.followups.telling import address_of
from steadyhand.business.obstacles.asking import Candidate, in_order
from steadyhand.business.obstacles.kinds import HELP
from steadyhand.business.obstacles.models import HelpAsk, HelpRequest
from steadyhand.business.obstacles.queries.colleagues import colleagues_elsewhere, colleagues_for
from steadyhand.business.obstacles.settings import HELP_ANSWER_MINUTES, HELP_MOST_A_DAY, SETTINGS
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change
from steadyhand.shared.identity import new_id
from steadyhand.shared.links import add_link
from steadyhand.shared.outbox.queueing import Words, queue_message
from steadyhand.shared.queue.kinds import JobKind, Work
from steadyhand.shared.queue.putting import put_job

# What a colleague's link is for, and the address that it opens.
HELP_ASKED, HELP_PAGE = "help a colleague", "help-asked"
UNANSWERED = "obstacles.help_unanswered"
# Whoever reads it later is asked no more.
LINK_LASTS = timedelta(hours=12)
LONGEST_CALL = 400
VISIT_IS_OVER = (
    "This visit is over, so nobody is asked to call you for it. If the machine still doesn't run, say so under "
    "Something stops me, or ask from the next visit."
)
# Who is asked when no colleague is left, in this order, and why.
LAST = (
    (Role.SERVICE_MANAGER, "Nobody who is known to know this is free"),
    (Role.PRINCIPAL, "The service manager was asked, too"),
)


class CannotAsk(Exception):
    """It can't be asked like this; the message says why and what to do."""


@transaction.atomic
def ask_for_help(*, by: Actor, visit_id: UUID, words: str = "", now: datetime) -> UUID:
    """Ask the colleague most likely to know, and return the request's id. One that is open already goes on.

    Raises:
        CannotAsk: not their visit, it is over, or nobody is signed in.
    """
    visit = asked_from(by, visit_id)
    if by.user_id is None or visit is None or not visit.is_own:
        raise CannotAsk("Help is asked for from your own visit: open it from My day.")
    is_open = HelpRequest.objects.of(by.tenant_id).filter(visit_id=visit_id, asked_by_id=by.user_id, ended_at=None)
    is_open = is_open.filter(followup__state=State.OPEN)
    if (request_id := is_open.values_list("id", flat=True).first()) is not None:
        return request_id
    if visit.is_over:
        raise CannotAsk(VISIT_IS_OVER)
    first = next(iter(_all_candidates(by.tenant_id, visit, asker=by.user_id, now=now)), None)
    request_id = new_id()
    followup_id = open_followup(
        by=by,
        kind=HELP.name,
        subject=Subject(
            branch_id=visit.branch_id,
            title=f"{by.name} asks for help · {visit.machine or visit.number}",
            customer_id=visit.customer_id,
            about_kind="obstacles.helprequest",
            about_id=request_id,
        ),
        words="\n".join(each for each in (words.strip(), visit.call) if each),
        owner=first.user_id if first else None,
        role="" if first else Role.SERVICE_MANAGER,
        now=now,
    )
    request = HelpRequest.objects.create(
        id=request_id,
        tenant_id=by.tenant_id,
        followup_id=followup_id,
        branch_id=visit.branch_id,
        asked_by_id=by.user_id,
        asked_at=now,
        visit_id=visit_id,
        call=visit.call[:LONGEST_CALL],
        words=words.strip(),
    )
    record_change(request, by=by, at=now, verb="asked for help", became={"call": request.call})
    _ask(request, first, asker=by.name, now=now)
    return request_id


def candidates_for(
    tenant_id: UUID, visit: AskedFrom, *, asker: UUID, most: int, now: datetime
) -> tuple[Candidate, ...]:
    """Return the first so many who would be asked: the visit's own branch, then others, most likely to know first."""
    return tuple(islice(_all_candidates(tenant_id, visit, asker=asker, now=now), most))


def _all_candidates(tenant_id: UUID, visit: AskedFrom, *, asker: UUID, now: datetime) -> Iterator[Candidate]:
    """Yield who would be asked, in order. Other branches are looked at only where the own has nobody left."""
    most_a_day = values_of(tenant_id, SETTINGS)[HELP_MOST_A_DAY]
    yield from in_order(colleagues_for(tenant_id, visit, asker=asker, now=now), most_a_day=most_a_day)
    yield from in_order(colleagues_elsewhere(tenant_id, visit, asker=asker, now=now), most_a_day=most_a_day)


def ask_the_next(request: HelpRequest, *, asker: Actor, now: datetime) -> bool:
    """Ask whoever comes next, in the end the service manager and the principal; return False where all were asked.

    Call it with the request's row locked.
    """
    visit = asked_from(asker, request.visit_id)
    asked = set(HelpAsk.objects.of(request.tenant_id).filter(request=request).values_list("user_id", flat=True))
    able = _all_candidates(request.tenant_id, visit, asker=request.asked_by_id, now=now) if visit else ()
    system = the_system(request.tenant_id, "Steadyhand")
    for candidate in able:
        if candidate.user_id in asked:
            continue
        try:
            give_to(by=system, followup_id=request.followup_id, owner=candidate.user_id, words=candidate.why, now=now)
        except CannotHappen:
            continue  # they went home a moment ago, or have it already
        _ask(request, candidate, asker=asker.name, now=now)
        return True
    nobody = asked | {request.asked_by_id}
    return any(_ask_role(request, role, why, nobody, asker=asker.name, now=now) for role, why in LAST)


def _ask_role(request: HelpRequest, role: Role, why: str, nobody: set[UUID], *, asker: str, now: datetime) -> bool:
    found = Owners(request.tenant_id, replace(HELP, owners=(role,)), request.branch_id, at=now).find()
    if found.user_id in nobody:
        return False
    if owner_of(request.tenant_id, request.followup_id) != found.user_id:  # they may have taken it over already
        system = the_system(request.tenant_id, "Steadyhand")
        give_to(by=system, followup_id=request.followup_id, owner=found.user_id, words=why, now=now)
    _ask(request, None, why=why, asker=asker, now=now)
    return True


def _ask(
    request: HelpRequest, candidate: Candidate | None, *, why: str = LAST[0][1], asker: str, now: datetime
) -> None:
    """Let one person know: on their page, and by a message with a link. Without a candidate it is whoever has it."""
    user_id = candidate.user_id if candidate else owner_of(request.tenant_id, request.followup_id)
    minutes = values_of(request.tenant_id, SETTINGS)[HELP_ANSWER_MINUTES]
    ask = HelpAsk.objects.create(
        tenant_id=request.tenant_id,
        request=request,
        user_id=user_id,
        number=HelpAsk.objects.of(request.tenant_id).filter(request=request).count() + 1,
        why=candidate.why if candidate else why,
        asked_at=now,
        waits_until=now + timedelta(minutes=minutes) if candidate else None,
    )
    if ask.waits_until is not None:
        put_job(
            tenant_id=request.tenant_id,
            kind=UNANSWERED,
            args={"ask": ask.id.hex},
            key=timer_key(ask.id),
            due_at=ask.waits_until,
            now=now,
        )
    person = person_here(request.tenant_id, user_id, at=now)
    to = address_of(person) if person else None
    if to is None:
        return
    system = the_system(request.tenant_id, asker)
    link = add_link(by=system, purpose=HELP_ASKED, about_id=ask.id, expires_at=now + LINK_LASTS, now=now)
    question = f" “{request.words}”" if request.words else ""
    queue_message(
        by=system,
        key=f"help:{ask.id.hex}",
        to=to,
        words=Words(
            subject=f"{asker} asks for help",
            body=f"{asker} stands at a machine and asks you: {request.call}.{question} Why you: {ask.why}.",
        ),
        about_id=request.id,
        expires_at=now + timedelta(hours=1),
        link=(HELP_PAGE, link.id),
        now=now,
    )


def timer_key(ask_id: UUID) -> str:
    return f"help:{ask_id.hex}"


def unanswered(work: Work, now: datetime) -> None:
    """Move on from somebody who didn't answer in time."""
    ask = HelpAsk.objects.of(work.tenant_id).filter(id=UUID(str(work.args["ask"]))).first()
    if ask is None:
        return
    request = HelpRequest.objects.of(work.tenant_id).select_for_update().get(id=ask.request_id)
    waiting = HelpAsk.objects.of(work.tenant_id).filter(id=ask.id, answer=HelpAsk.Answer.WAITING)
    if request.followup.state != State.OPEN:
        waiting.update(answer=HelpAsk.Answer.WITHDRAWN, answered_at=now)
        return
    if request.ended_at is None and waiting.update(answer=HelpAsk.Answer.SILENT, answered_at=now):
        ask_the_next(request, asker=actor_for(request.asked_by_id), now=now)


JOBS = (JobKind(name=UNANSWERED, do=unanswered, label="ask the next colleague for help"),)
