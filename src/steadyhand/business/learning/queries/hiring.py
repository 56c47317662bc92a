"""Which posts are open, who would like them, what did raters see? Nobody reads a scorecard before theirs is in."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from steadyhand.business.learning.hiring.kit import Kit, kit_from
from steadyhand.business.learning.hiring.rules import Marked, Verdict
from steadyhand.business.learning.models import Candidate, CandidateReading, HiringDecision, Opening, Scorecard
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.shared.actor import Actor

# So many openings and candidates a page shows, newest first.
MOST = 100


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """A post to be filled, with how many candidates are known."""

    id: UUID
    title: str
    post: str
    branch: str
    branch_id: UUID
    opened_at: datetime
    closed_at: datetime | None
    candidates: int
    kit: Kit


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """Somebody who would like a post: scorecards that are in of those asked for, and the latest verdict."""

    id: UUID
    name: str
    keep_until: date
    asked: int
    handed_in: int
    verdict: Verdict | None
    works_here: bool
    has_withdrawn: bool
    # The actor owes a scorecard: they don't read before it is in what others decided, so `verdict` is None.
    is_mine_missing: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A rater who was asked; `is_in`: they have handed theirs in; not `is_here`: they work here no more."""

    user_id: UUID
    name: str
    is_in: bool
    is_here: bool
    meets_at: datetime | None
    meets_until: datetime | None


@dataclass(frozen=True, slots=True)
class Reading:
    """Who read what of a candidate, for the first time; `cards` were in by then."""

    reader: str
    what: str
    cards: int
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnCard:
    """One's own scorecard."""

    candidate: str
    opening: str
    kit: Kit
    marks: Mapping[str, int | None]
    notes: Mapping[str, str]
    handed_in_at: datetime | None
    meets_at: datetime | None
    meets_until: datetime | None
    has_withdrawn: bool


@dataclass(frozen=True, slots=True)
class CandidateFacts:
    """A candidate, as whoever leads sees them. `technician`: whom they became."""

    id: UUID
    name: str
    reached_by: str
    keep_until: date
    erased_at: datetime | None
    opening_id: UUID
    opening: str
    post: str
    branch_id: UUID
    kit: Kit
    technician: str
    technician_id: UUID | None
    withdrew_at: datetime | None
    withdrew_why: str


def openings_at(by: Actor) -> tuple[OpeningLine, ...]:
    """Return the openings at branches that the actor leads, open ones and newest first. Two queries."""
    rows = list(
        Opening.objects.visible_to(by.within(LEADS)).select_related("branch").order_by("-opened_at", "-id")[:MOST]
    )
    many = Counter(Candidate.objects.of(by.tenant_id).filter(opening__in=rows).values_list("opening_id", flat=True))
    return tuple(sorted((_opening(row, many[row.id]) for row in rows), key=lambda each: each.closed_at is not None))


def opening_called(by: Actor, opening_id: UUID) -> OpeningLine | None:
    """Return one opening at a branch that the actor leads, or None. Two queries."""
    row = Opening.objects.visible_to(by.within(LEADS)).select_related("branch").filter(id=opening_id).first()
    if row is None:
        return None
    return _opening(row, Candidate.objects.of(by.tenant_id).filter(opening=row).count())


def _opening(row: Opening, candidates: int) -> OpeningLine:
    kit = kit_from(row.kit, "kit")
    return OpeningLine(
        row.id, row.title, row.post, row.branch.name, row.branch_id, row.opened_at, row.closed_at, candidates, kit
    )


def candidates_of(by: Actor, opening_id: UUID) -> tuple[CandidateLine, ...]:
    """Return an opening's candidates by name: they have no order of merit. Three queries."""
    rows = Candidate.objects.visible_to(by.within(LEADS)).filter(opening_id=opening_id, erased_at__isnull=True)
    found = list(rows.order_by("name", "id")[:MOST])
    asked: Counter[UUID] = Counter()
    handed_in: Counter[UUID] = Counter()
    owed: set[UUID] = set()
    cards = Scorecard.objects.of(by.tenant_id).filter(candidate__in=found)
    for candidate_id, rater_id, at in cards.values_list("candidate_id", "rater_id", "handed_in_at"):
        asked[candidate_id] += 1
        handed_in[candidate_id] += at is not None
        if at is None and rater_id == by.user_id:
            owed.add(candidate_id)
    decisions = HiringDecision.objects.of(by.tenant_id).filter(candidate__in=found).order_by("at", "id")
    latest = dict(decisions.values_list("candidate_id", "verdict"))
    return tuple(
        CandidateLine(
            row.id,
            row.name,
            row.keep_until,
            asked[row.id],
            handed_in[row.id],
            Verdict(latest[row.id]) if row.id in latest and row.id not in owed else None,
            row.technician_id is not None,
            row.withdrew_at is not None,
            row.id in owed,
        )
        for row in found
    )


def candidate_called(by: Actor, candidate_id: UUID) -> CandidateFacts | None:
    """Return a candidate at a branch that the actor leads, or None. One query."""
    rows = Candidate.objects.visible_to(by.within(LEADS)).select_related("opening", "technician")
    row = rows.filter(id=candidate_id).first()
    if row is None:
        return None
    return CandidateFacts(
        row.id,
        row.name,
        row.reached_by,
        row.keep_until,
        row.erased_at,
        row.opening_id,
        row.opening.title,
        row.opening.post,
        row.opening.branch_id,
        kit_from(row.opening.kit, "kit"),
        row.technician.name if row.technician else "",
        row.technician_id,
        row.withdrew_at,
        row.withdrew_why,
    )


def is_candidate_erased(by: Actor, candidate_id: UUID) -> bool:
    """Tell whether what was known of a candidate at the actor's branches is gone. One query."""
    return Candidate.objects.visible_to(by).filter(id=candidate_id, erased_at__isnull=False).exists()


def is_candidate_here(by: Actor, candidate_id: UUID) -> bool:
    """Tell whether there is such a candidate at the actor's branches. One query."""
    return Candidate.objects.visible_to(by).filter(id=candidate_id).exists()


def owes_card(by: Actor, candidate_id: UUID) -> bool:
    """Tell whether the actor was asked for a scorecard and hasn't handed it in. One query."""
    mine = Scorecard.objects.visible_to(by).filter(candidate_id=candidate_id, rater_id=by.user_id)
    return by.user_id is not None and mine.filter(handed_in_at__isnull=True).exists()


def asked_for(by: Actor, candidate_id: UUID) -> tuple[Asked, ...]:
    """Return who was asked to interview a candidate, by name; not what they saw. One query."""
    rows = Scorecard.objects.visible_to(by).filter(candidate_id=candidate_id).order_by("rater__name", "id")
    columns = ("rater_id", "rater__name", "handed_in_at", "rater__is_active", "meets_at", "meets_until")
    return tuple(
        Asked(user_id, name, at is not None, is_here, begins_at, ends_at)
        for user_id, name, at, is_here, begins_at, ends_at in rows.values_list(*columns)
    )


def readings_of(by: Actor, candidate_id: UUID) -> tuple[Reading, ...]:
    """Return who has read what raters saw of a candidate, and the decision; the first to read first. One query."""
    rows = CandidateReading.objects.visible_to(by.within(LEADS)).filter(candidate_id=candidate_id)
    found = rows.select_related("reader").order_by("at", "id")
    return tuple(Reading(row.reader.name, row.get_what_display(), row.cards, row.at) for row in found)


def own_card(by: Actor, candidate_id: UUID) -> OwnCard | None:
    """Return the actor's own scorecard of a candidate; None where nobody asked them for one. One query."""
    rows = Scorecard.objects.visible_to(by).select_related("candidate__opening")
    row = rows.filter(candidate_id=candidate_id, rater_id=by.user_id).first() if by.user_id else None
    if row is None:
        return None
    opening = row.candidate.opening
    kit = kit_from(opening.kit, "kit")
    return OwnCard(
        row.candidate.name,
        opening.title,
        kit,
        row.marks,
        row.notes,
        row.handed_in_at,
        row.meets_at,
        row.meets_until,
        row.candidate.withdrew_at is not None,
    )


def cards_shown(by: Actor, candidate_id: UUID) -> tuple[Marked, ...] | None:
    """Return what raters saw of a candidate, by their names; None while it stays hidden from the actor. One query.

    A rater reads the others' once their own is in. Whoever leads and wasn't asked reads them once all are in that can
    still come: nobody waits for somebody who has left.
    """
    rows = Scorecard.objects.visible_to(by).filter(candidate_id=candidate_id).order_by("rater__name", "id")
    cards = list(rows.select_related("rater"))
    mine = next((card for card in cards if card.rater_id == by.user_id), None)
    if mine is not None:
        if mine.handed_in_at is None:
            return None
    elif not by.is_one_of(*LEADS) or not all(card.handed_in_at for card in cards if card.rater.is_active):
        return None
    return tuple(Marked(card.rater.name, card.marks, card.notes) for card in cards if card.handed_in_at)
