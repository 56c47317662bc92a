"""What was said of somebody when they were hired? Working here, they read it, and may answer each line."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from steadyhand.business.learning.hiring.kit import kit_from
from steadyhand.business.learning.models import CoachingReply, Scorecard
from steadyhand.business.learning.queries.said_about import Reply
from steadyhand.shared.rows import RowQuerySet


@dataclass(frozen=True, slots=True)
class HiredLine:
    """What one rater marked and noted to one question."""

    id: UUID
    criterion: str
    asks: str
    # None: not assessed.
    mark: int | None
    anchor: str
    note: str
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class HiredCard:
    """One rater's scorecard, in the order in which it was asked."""

    rater: str
    at: datetime
    opening: str
    lines: tuple[HiredLine, ...]


def said_when_hired(tenant_id: UUID, technician_id: UUID) -> tuple[HiredCard, ...]:
    """Return what raters handed in about somebody who works here by now. Two queries.

    After the day until when a candidate's data is kept there is nothing.
    """
    cards = list(_cards(tenant_id, technician_id).select_related("rater", "candidate__opening"))
    if not cards:
        return ()
    replies: dict[UUID, list[Reply]] = defaultdict(list)
    rows = CoachingReply.objects.of(tenant_id).filter(technician_id=technician_id).order_by("at", "id")
    for about_id, words, at in rows.values_list("about_id", "words", "at"):
        replies[about_id].append(Reply(words, at))
    return tuple(_card(card, replies) for card in cards)


def is_said_when_hired(tenant_id: UUID, technician_id: UUID, line_id: UUID) -> bool:
    """Tell whether a line is one that was said of somebody when they were hired. One query."""
    return any(line_id in ids_of(card) for card in _cards(tenant_id, technician_id))


def _cards(tenant_id: UUID, technician_id: UUID) -> RowQuerySet[Scorecard]:
    rows = Scorecard.objects.of(tenant_id).filter(candidate__technician_id=technician_id, handed_in_at__isnull=False)
    return rows.order_by("rater__name", "id")


def ids_of(card: Scorecard) -> frozenset[UUID]:
    """Return the ids of a scorecard's lines: a scorecard is one row, and each of its lines can be answered."""
    return frozenset(uuid5(card.id, key) for key in (*card.marks, *card.notes))


def _card(card: Scorecard, replies: Mapping[UUID, list[Reply]]) -> HiredCard:
    kit = kit_from(card.candidate.opening.kit, "kit")
    titles = {each.code: each.title for each in kit.criteria}
    lines = []
    for item in kit.items:
        mark, note = card.marks.get(item.key), card.notes.get(item.key, "")
        line_id = uuid5(card.id, item.key)
        # What nobody got to and noted nothing about says nothing of them.
        if mark is not None or note:
            anchor = dict(zip((1, 3, 5), item.anchors, strict=True)).get(mark or 0, "")
            said = tuple(replies.get(line_id, ()))
            lines.append(HiredLine(line_id, titles[item.criterion], item.asks, mark, anchor, note, said))
    at = card.handed_in_at or card.asked_at
    return HiredCard(card.rater.name, at, card.candidate.opening.title, tuple(lines))
