"""An opening, who asks for it, who marks what they saw, and what is decided: each change of hiring, in its order."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.branches import branch_of
from steadyhand.business.dealership.present import person_here, today_at
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.queries.about import about_any
from steadyhand.business.followups.rules import events as e
from steadyhand.business.learning.hiring.kit import as_kept, kit_from
from steadyhand.business.learning.hiring.rules import (
    NotLikeThis,
    PathLine,
    Verdict,
    check_decision,
    check_marks,
)
from steadyhand.business.learning.kinds import INTERVIEW
from steadyhand.business.learning.models import Candidate, HiringDecision, Opening, PathStep, Scorecard
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.queries.kits import kit_for
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change

# Of a scorecard to fill in; its page is the candidate's own.
ABOUT = "learning.candidate"
LONGEST_KEPT = timedelta(days=2 * 366)
NOTE_LENGTH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision as its form says it. `reasons` by criterion."""

    verdict: Verdict
    why: str
    reasons: Mapping[str, str]
    path: Sequence[PathLine]


@transaction.atomic
def begin_opening(*, by: Actor, branch_id: UUID, post: str, title: str, now: datetime) -> UUID:
    """Open a post to be filled, with what it needs and what is asked for it today, and return its id.

    Raises:
        CannotHire: another branch, no name, no such post, or one for which nothing is asked.
    """
    lead = by.within(LEADS)
    if not lead.can_see_branch(branch_id) or branch_of(lead, branch_id) is None:
        raise CannotHire("Openings are for a branch that you lead: choose one of yours.")
    kit = kit_for(by.tenant_id, post)
    if kit is None:
        raise CannotHire(f"There is no post “{post}”: choose one of those offered.")
    if not kit.items:
        raise CannotHire(
            "Nothing is asked for this post yet: write its kit under Hiring, Interview kits, then begin the opening."
        )
    if not title.strip():
        raise CannotHire("Give the opening a name by which you will know it.")
    row = Opening.objects.create(
        tenant_id=by.tenant_id, branch_id=branch_id, post=post, title=title.strip(), kit=as_kept(kit), opened_at=now
    )
    record_change(row, by=by, at=now, verb="opening begun", became={"title": row.title})
    return row.id


@transaction.atomic
def close_opening(*, by: Actor, opening_id: UUID, is_closed: bool, now: datetime) -> None:
    """Close an opening, or open it again; its candidates stay until their day.

    Raises:
        CannotHire: it isn't at their branches.
    """
    row = Opening.objects.visible_to(by.within(LEADS)).filter(id=opening_id).first()
    if row is None:
        raise CannotHire("This opening isn't at your branches any more.")
    if bool(row.closed_at) == is_closed:
        return
    Opening.objects.filter(**row.where()).update(closed_at=now if is_closed else None)
    record_change(row, by=by, at=now, verb="opening closed" if is_closed else "opening opened again")


@transaction.atomic
def add_candidate(*, by: Actor, opening_id: UUID, name: str, reached_by: str, keep_until: date, now: datetime) -> UUID:
    """Add somebody who would like the post, and return their id.

    Raises:
        CannotHire: no such open opening, no name, or a day until when that is over or too far away.
    """
    opening = Opening.objects.visible_to(by.within(LEADS)).filter(id=opening_id, closed_at__isnull=True).first()
    if opening is None:
        raise CannotHire("This opening is closed: open it again, then add the candidate.")
    today = today_at(by.tenant_id, now)
    if not name.strip():
        raise CannotHire("Say who it is.")
    if not today < keep_until <= today + LONGEST_KEPT:
        raise CannotHire(f"{keep_until} can't be: keep what is known of them until a day within two years.")
    row = Candidate.objects.create(
        tenant_id=by.tenant_id,
        opening=opening,
        name=name.strip(),
        reached_by=reached_by.strip(),
        came_at=now,
        keep_until=keep_until,
    )
    # No name: the history outlives the candidate's data.
    record_change(row, by=by, at=now, verb="candidate added", became={"keep_until": keep_until})
    return row.id


@transaction.atomic
def ask_rater(*, by: Actor, candidate_id: UUID, user_id: UUID, now: datetime) -> None:
    """Ask somebody to interview a candidate; they find their kit from their inbox.

    Raises:
        CannotHire: they don't work here, were asked already, or could have read what others saw.
    """
    candidate = _to_lead(by, candidate_id)
    person = person_here(by.tenant_id, user_id, at=now)
    if person is None:
        raise CannotHire("They don't work here any more: ask somebody else.")
    cards = list(Scorecard.objects.of(by.tenant_id).filter(candidate=candidate))
    if any(card.rater_id == user_id for card in cards):
        raise CannotHire(f"{person.name} has been asked already.")
    if cards and all(card.handed_in_at for card in cards) and not person.roles.isdisjoint(LEADS):
        raise CannotHire(
            f"All scorecards are in, and {person.name} may have read them: ask somebody who could not, such as a "
            "technician."
        )
    card = Scorecard.objects.create(
        tenant_id=by.tenant_id, candidate=candidate, rater_id=user_id, marks={}, notes={}, asked_at=now
    )
    record_change(card, by=by, at=now, verb="rater asked", became={"rater": person.name})
    followup_id = open_followup(
        by=the_system(by.tenant_id, by.name),
        kind=INTERVIEW.name,
        subject=Subject(
            branch_id=candidate.opening.branch_id,
            title=f"Interview: {candidate.opening.title}"[:200],
            about_kind=ABOUT,
            about_id=candidate.id,
        ),
        words="Your questions, with what a weak, a fair and a strong answer sounds like, are ready. Mark what you saw; "
        "what you didn't get to is “not assessed”. You read the others' after you have handed yours in.",
        owner=user_id,
        listeners=[user_id],
        now=now,
    )
    Scorecard.objects.filter(**card.where()).update(followup_id=followup_id)


@transaction.atomic
def keep_card(
    *,
    by: Actor,
    candidate_id: UUID,
    marks: Mapping[str, int | None],
    notes: Mapping[str, str],
    hands_in: bool,
    now: datetime,
) -> None:
    """Keep one's own scorecard, or hand it in: after that it stays as it is.

    Raises:
        CannotHire: nobody asked them, it is handed in already, or nothing is assessed.
    """
    rows = Scorecard.objects.visible_to(by).select_related("candidate__opening")
    # With its opening: whoever renews its kit at this moment waits, then finds that somebody has begun.
    rows = rows.select_for_update(of=("self", "candidate__opening"))
    card = rows.filter(candidate_id=candidate_id, candidate__erased_at__isnull=True, rater_id=by.user_id).first()
    if card is None:
        raise CannotHire("Nobody has asked you to interview this candidate: speak to whoever hires.")
    if card.handed_in_at:
        raise CannotHire("You have handed this scorecard in; it stays as it was, whatever the others saw.")
    kit = kit_from(card.candidate.opening.kit, "kit")
    try:
        if hands_in:
            check_marks(kit, marks)
    except NotLikeThis as refused:
        raise CannotHire(str(refused)) from refused
    known = {item.key for item in kit.items}
    Scorecard.objects.filter(**card.where()).update(
        marks={key: mark for key, mark in marks.items() if key in known},
        notes={key: words.strip()[:NOTE_LENGTH] for key, words in notes.items() if key in known and words.strip()},
        handed_in_at=now if hands_in else None,
    )
    if hands_in:
        record_change(card, by=by, at=now, verb="scorecard handed in")
        end_interviews(by, [card], outcome="done", now=now)


@transaction.atomic
def decide(*, by: Actor, candidate_id: UUID, decided: Decided, now: datetime) -> UUID:
    """Decide about a candidate, with reasons and, where there is one, a dated path. A later decision replaces it.

    Raises:
        CannotHire: not theirs to decide, not all that was asked for is in, or it can't be meant like this.
    """
    candidate = _to_lead(by, candidate_id)
    if by.user_id is None:
        raise CannotHire("People decide here: sign in first.")
    if candidate.technician_id:
        raise CannotHire("They work here by now: change their path on their own page.")
    mine = Scorecard.objects.of(by.tenant_id).filter(candidate=candidate, rater_id=by.user_id).first()
    if mine is not None and mine.handed_in_at is None:
        raise CannotHire("Hand your own scorecard in first: you decide after you have said what you saw.")
    if not Scorecard.objects.of(by.tenant_id).filter(candidate=candidate, handed_in_at__isnull=False).exists():
        raise CannotHire("Nobody has handed a scorecard in yet: a decision rests on what somebody saw.")
    try:
        check_decision(decided.verdict, decided.why, decided.path, today=today_at(by.tenant_id, now))
    except NotLikeThis as refused:
        raise CannotHire(str(refused)) from refused
    row = HiringDecision.objects.create(
        tenant_id=by.tenant_id,
        candidate=candidate,
        verdict=decided.verdict,
        why=decided.why.strip(),
        reasons={code: words.strip() for code, words in decided.reasons.items() if words.strip()},
        by_id=by.user_id,
        at=now,
    )
    PathStep.objects.bulk_create(
        PathStep(
            tenant_id=by.tenant_id,
            decision=row,
            criterion=line.criterion,
            way=line.way,
            with_what=line.with_what.strip(),
            due_on=line.due_on,
            check_by=line.check.strip(),
        )
        for line in decided.path
    )
    record_change(row, by=by, at=now, verb="candidate decided", became={"verdict": decided.verdict.label})
    waiting = Scorecard.objects.of(by.tenant_id).filter(candidate=candidate, handed_in_at__isnull=True)
    end_interviews(by, list(waiting), outcome="not_held", now=now)
    return row.id


def _to_lead(by: Actor, candidate_id: UUID) -> Candidate:
    rows = Candidate.objects.visible_to(by.within(LEADS)).select_related("opening").filter(erased_at__isnull=True)
    candidate = rows.filter(id=candidate_id).first()
    if candidate is None:
        raise CannotHire("This candidate isn't at your branches, or their day has come and their data is erased.")
    return candidate


def end_interviews(by: Actor, cards: Collection[Scorecard], *, outcome: str, now: datetime) -> None:
    """End the follow-ups of scorecards that are open still. Call it last: it opens the book."""
    ids = {card.candidate_id for card in cards}
    is_open = {each.id for each in about_any(by.tenant_id, ABOUT, ids, kind=INTERVIEW.name, is_open=True)}
    for card in cards:
        if card.followup_id in is_open:
            ended = e.Ended(at=now, by=None, outcome=outcome, words="Settled on the candidate's page.")
            act(the_system(by.tenant_id, by.name), card.followup_id, ended, with_record=True)
