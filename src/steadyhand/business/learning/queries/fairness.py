"""What are candidates asked of themselves, and what do frozen counts say? Never what somebody answered."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.ask_about_fairness import PURPOSE
from steadyhand.business.learning.fairness.questions import Asked
from steadyhand.business.learning.fairness.reading import StepRead, read_steps
from steadyhand.business.learning.fairness.releasing import together
from steadyhand.business.learning.models import FairnessAsk, FairnessQuestion, FairnessRelease
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.shared.actor import Actor
from steadyhand.shared.links import LinkRefused, follow_link


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """A question as it is asked now."""

    id: UUID
    asked: Asked


@dataclass(frozen=True, slots=True)
class AskedOf:
    """A candidate was asked; not whether they answered. `code` stands on their paper."""

    at: datetime
    until: datetime
    by_mail: bool
    code: str


@dataclass(frozen=True, slots=True)
class QuestionRead:
    """What the releases of a question say, step by step; `releases` are the days on which counts were frozen."""

    id: UUID
    asked: Asked
    is_asked: bool
    releases: tuple[date, ...]
    steps: tuple[StepRead, ...]


def questions_asked(tenant_id: UUID) -> tuple[QuestionAsked, ...]:
    """Return what candidates are asked now, in the order in which it was chosen; nothing where it is off. One query."""
    rows = FairnessQuestion.objects.of(tenant_id).filter(ended_at__isnull=True).order_by("asked_since", "id")
    return tuple(QuestionAsked(row.id, _asked(row)) for row in rows)


def asked_of(by: Actor, candidate_id: UUID) -> AskedOf | None:
    """Return that a candidate at a branch that the actor leads was asked, or None. One query."""
    row = FairnessAsk.objects.visible_to(by.within(LEADS)).filter(candidate_id=candidate_id).first()
    return AskedOf(row.asked_at, row.expires_at, row.by_mail, row.code) if row else None


def tenant_asked_by(token: str, *, now: datetime) -> UUID:
    """Return whose questions a link opens.

    Raises:
        LinkRefused: forged, meant for something else, expired or taken back.
    """
    link = follow_link(token, purpose=PURPOSE, now=now)
    if not FairnessAsk.objects.of(link.tenant_id).filter(id=link.about_id).exists():
        raise LinkRefused("This link is no longer valid. Please call us, and we'll send you a new one.")
    return link.tenant_id


def fairness_read(by: Actor) -> tuple[QuestionRead, ...]:
    """Return each question that is or was asked with what its releases say; nothing for whoever isn't the principal.

    Made of releases alone, over all branches: of a branch by itself there would hardly ever be enough. Two queries.
    """
    if not by.is_one_of(Role.PRINCIPAL):
        return ()
    releases: dict[UUID, list[FairnessRelease]] = {}
    for release in FairnessRelease.objects.of(by.tenant_id).order_by("released_on", "id"):
        releases.setdefault(release.question_id, []).append(release)
    rows = FairnessQuestion.objects.of(by.tenant_id).order_by("ended_at", "asked_since", "id")
    return tuple(_read(row, releases.get(row.id, [])) for row in rows if row.ended_at is None or row.id in releases)


def _read(row: FairnessQuestion, releases: list[FairnessRelease]) -> QuestionRead:
    counts = together([each.counts for each in releases])
    days = tuple(each.released_on for each in releases)
    # Groups stand in the order of the answers, the pooled ones last.
    in_order = {group: counts[group] for group in sorted(counts, key=lambda each: (not each.isdigit(), each))}
    return QuestionRead(row.id, _asked(row), row.ended_at is None, days, read_steps(in_order) if in_order else ())


def _asked(row: FairnessQuestion) -> Asked:
    return Asked(row.code, row.asks, tuple(row.answers))
