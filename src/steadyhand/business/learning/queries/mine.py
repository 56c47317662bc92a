"""What is there for one person to learn today: a card, a drill, a module? And where do they stand with each?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from steadyhand.business.dealership.present import away_between
from steadyhand.business.learning.cards.choosing import Chosen, card_for
from steadyhand.business.learning.cards.scheduling import Memory
from steadyhand.business.learning.content.drills import drills_of
from steadyhand.business.learning.content.modules import Module, modules
from steadyhand.business.learning.days import ONE_DAY, day_ends, local_day
from steadyhand.business.learning.drills.calendar import Due, next_drill
from steadyhand.business.learning.models import CardAnswer, CardState, DrillTry, ModuleReading, Placement
from steadyhand.business.learning.queries.kept import NOBODY
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class ModuleStanding:
    """Where somebody stands with a module. `read_version` is 0 until they have read one through."""

    module: Module
    started_at: datetime | None
    place: str
    read_at: datetime | None
    read_version: int
    # The placement drill showed that they know it.
    is_known: bool
    drills_done: int

    @property
    def has_newer(self) -> bool:
        return bool(self.read_version) and self.read_version < self.module.version

    @property
    def is_open(self) -> bool:
        """Tell whether its cards and drills come: it was read, or known from the start."""
        return self.read_at is not None or self.is_known


@dataclass(frozen=True, slots=True)
class DrillDue:
    """A drill that is wanted, of which module, and since when."""

    module: Module
    due: Due


@dataclass(frozen=True, slots=True)
class Learning:
    """All that the page of somebody's learning shows. While they are away nothing is wanted."""

    standings: tuple[ModuleStanding, ...]
    is_away: bool
    card: Chosen | None
    # A card was answered today: what else is due can wait for tomorrow.
    has_answered_today: bool
    cards_known: int
    drill: DrillDue | None
    # The next one that isn't due yet.
    drill_later: DrillDue | None
    was_placed: bool

    @property
    def next_module(self) -> ModuleStanding | None:
        """Return the module to go on with: one that was begun, else the first that is still to be read."""
        unread = [each for each in self.standings if not each.is_open]
        begun = [each for each in unread if each.started_at is not None]
        return next(iter(begun or unread), None)


def learning_of(by: Actor, *, zone: str, now: datetime) -> Learning:
    """Return where whoever asks stands. Six queries."""
    user_id, today = by.user_id or NOBODY, local_day(now, zone)
    readings = list(ModuleReading.objects.of(by.tenant_id).filter(user_id=user_id).order_by("version"))
    tries = DrillTry.objects.of(by.tenant_id).filter(user_id=user_id).order_by("at")
    tried = list(tries.values_list("module", "at"))
    placements = Placement.objects.of(by.tenant_id).filter(user_id=user_id).order_by("-at")
    placed = placements.values_list("at", "known").first()
    placed_on, known = (local_day(placed[0], zone), placed[1]) if placed else (today, [])
    standings = tuple(_standing(each, readings, tried, known) for each in modules())
    first = min((local_day(each.done_at, zone) for each in readings if each.done_at), default=today)
    away = _away(by, user_id, since=min(first, placed_on), today=today)
    is_away = any(first_day <= today < back for first_day, back in away)
    memories = memories_of(by.tenant_id, user_id)
    answered_at = CardAnswer.objects.of(by.tenant_id).filter(user_id=user_id).order_by("-at")
    last_answer = answered_at.values_list("at", flat=True).first()
    wanted = _drills(standings, tried, away, zone, placed_on)
    due = [each for each in wanted if each.due.on <= today]
    return Learning(
        standings=standings,
        is_away=is_away,
        card=None if is_away else card_to_ask(standings, memories, zone=zone, now=now),
        has_answered_today=last_answer is not None and local_day(last_answer, zone) == today,
        cards_known=len(memories),
        drill=due[0] if due and not is_away else None,
        drill_later=next((each for each in wanted if each.due.on > today), None),
        was_placed=placed is not None,
    )


def memories_of(tenant_id: UUID, user_id: UUID) -> dict[str, Memory]:
    """Return what is remembered of each card that somebody has answered."""
    rows = CardState.objects.of(tenant_id).filter(user_id=user_id)
    return {row.card: Memory(row.stability_days, row.difficulty, row.last_at, row.due_at) for row in rows}


def card_to_ask(
    standings: Sequence[ModuleStanding], memories: Mapping[str, Memory], *, zone: str, now: datetime
) -> Chosen | None:
    """Return the card to ask now of the modules that are open; the module read first comes first."""
    opened = sorted((each for each in standings if each.is_open), key=lambda each: (each.read_at is None, each.read_at))
    codes = [card.code for each in opened for card in each.module.cards]
    return card_for(codes, memories, ends_at=day_ends(now, zone), now=now)


def _standing(
    module: Module, readings: Sequence[ModuleReading], tried: Sequence[tuple[str, datetime]], known: Collection[str]
) -> ModuleStanding:
    mine = [each for each in readings if each.module == module.code]
    read = [each for each in mine if each.done_at is not None]
    newest = next((each for each in mine if each.version == module.version), None)
    return ModuleStanding(
        module=module,
        started_at=newest.started_at if newest else None,
        place=newest.place if newest else "",
        read_at=read[0].done_at if read else None,
        read_version=read[-1].version if read else 0,
        is_known=module.code in known,
        drills_done=sum(code == module.code for code, _ in tried),
    )


def _drills(
    standings: Sequence[ModuleStanding],
    tried: Sequence[tuple[str, datetime]],
    away: Sequence[tuple[date, date]],
    zone: str,
    placed_on: date,
) -> list[DrillDue]:
    """Return the next drill of each open module, the longest waiting first."""
    found = [
        DrillDue(
            each.module,
            next_drill(
                [drill.code for drill in drills_of(each.module.code)],
                read_on=local_day(each.read_at, zone) if each.read_at else placed_on,
                drilled_on=sorted({local_day(at, zone) for code, at in tried if code == each.module.code}),
                away=away,
            ),
        )
        for each in standings
        if each.is_open
    ]
    return sorted(found, key=lambda each: (each.due.on, each.module.number))


def _away(by: Actor, user_id: UUID | None, *, since: date, today: date) -> list[tuple[date, date]]:
    if user_id is None:
        return []
    # Ahead as well: a drill's day may fall behind a leave that is still to come.
    until = today + 365 * ONE_DAY
    return [(first, back) for _, first, back in away_between(by.tenant_id, [user_id], since=since, until=until)]
