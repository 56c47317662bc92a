"""A proposal's lines are accepted, set aside, or their answer is taken back: one, some, or all of a truck."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.stock.models import ParLevel, ParLine, ParProposal, Place
from steadyhand.business.stock.par.rules import CannotLevel, LineState, ProposalState
from steadyhand.business.stock.par.setting import write_levels
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def accept_lines(*, by: Actor, line_ids: Collection[UUID], now: datetime) -> int:
    """Give the trucks the levels of these lines; return how many. What was answered already stays as it was answered.

    Raises:
        CannotLevel: no such lines at their branches, or a newer proposal has overtaken them.
    """
    rows = _open_lines(by, line_ids)
    _write(by, rows, now=now)
    return _answered(by, rows, LineState.ACCEPTED, verb="accepted levels", now=now)


@transaction.atomic
def set_lines_aside(*, by: Actor, line_ids: Collection[UUID], now: datetime) -> int:
    """Leave these lines' levels as they are; return how many. They aren't proposed again for a while.

    Raises:
        CannotLevel: no such lines at their branches, or a newer proposal has overtaken them.
    """
    return _answered(by, _open_lines(by, line_ids), LineState.SET_ASIDE, verb="set levels aside", now=now)


@transaction.atomic
def take_back_lines(*, by: Actor, line_ids: Collection[UUID], now: datetime) -> int:
    """Take answers back: levels are what they were before, and the lines wait again; return how many.

    A level that somebody has changed since it was accepted stays as it is now, and its line accepted.

    Raises:
        CannotLevel: no such lines at their branches, or a newer proposal has overtaken them.
    """
    rows = [row for row in _lines(by, line_ids) if row.state != LineState.OPEN]
    accepted = [row for row in rows if row.state == LineState.ACCEPTED]
    still = set(
        ParLevel.objects.of(by.tenant_id)
        .filter(line_id__in=[row.id for row in accepted], ended_at__isnull=True)
        .values_list("line_id", flat=True)
    )
    back = [row for row in rows if row.state == LineState.SET_ASIDE or row.id in still]
    undone: dict[UUID, dict[UUID, int | None]] = defaultdict(dict)
    before = _levels_before(by, [row for row in back if row.state == LineState.ACCEPTED])
    for row in back:
        if row.state == LineState.ACCEPTED:
            undone[row.place_id][row.part_id] = before.get(row.id)
    for place_id, levels in undone.items():
        write_levels(place_id, levels, by=by, now=now, why=dict.fromkeys(levels, "Taken back"))
    ParLine.objects.of(by.tenant_id).filter(id__in=[row.id for row in back]).update(
        state=LineState.OPEN, answered_at=None, answered_by_name=""
    )
    for proposal in {row.proposal_id: row.proposal for row in back}.values():
        ParProposal.objects.of(by.tenant_id).filter(id=proposal.id).update(
            state=ProposalState.OPEN, ended_at=None, ended_by_name=""
        )
        record_change(proposal, by=by, at=now, verb="took answers back", became={"lines": len(back)})
    return len(back)


def _lines(by: Actor, line_ids: Collection[UUID]) -> list[ParLine]:
    """Return lines of the newest proposals, their trucks locked, so that two who answer take turns."""
    rows = ParLine.objects.visible_to(by).filter(id__in=list(line_ids)).select_related("proposal", "part")
    found = list(rows.order_by("place_id", "id"))
    if not found:
        raise CannotLevel("These lines aren't at one of your branches any more; look at the truck anew.")
    list(
        Place.objects.of(by.tenant_id)
        .filter(id__in={row.place_id for row in found})
        .order_by("id")
        .select_for_update(of=("self",))
    )
    if any(row.proposal.state == ProposalState.OVERTAKEN for row in found):
        raise CannotLevel("Levels have been reckoned anew since this page was opened; look at the truck anew.")
    # As they are now that nobody else answers.
    states = dict(ParLine.objects.of(by.tenant_id).filter(id__in=list(line_ids)).values_list("id", "state"))
    for row in found:
        row.state = states[row.id]
    return found


def _open_lines(by: Actor, line_ids: Collection[UUID]) -> list[ParLine]:
    return [row for row in _lines(by, line_ids) if row.state == LineState.OPEN]


def _write(by: Actor, rows: Sequence[ParLine], *, now: datetime) -> None:
    of_truck: dict[UUID, list[ParLine]] = defaultdict(list)
    for row in rows:
        of_truck[row.place_id].append(row)
    for place_id, lines in of_truck.items():
        write_levels(
            place_id,
            {row.part_id: row.level for row in lines},
            by=by,
            now=now,
            why={row.part_id: row.why for row in lines},
            lines={row.part_id: row.id for row in lines},
        )


def _answered(by: Actor, rows: Sequence[ParLine], state: LineState, *, verb: str, now: datetime) -> int:
    ParLine.objects.of(by.tenant_id).filter(id__in=[row.id for row in rows]).update(
        state=state, answered_at=now, answered_by_name=by.name
    )
    for proposal in {row.proposal_id: row.proposal for row in rows}.values():
        waits = ParLine.objects.of(by.tenant_id).filter(proposal_id=proposal.id, state=LineState.OPEN).exists()
        if not waits:
            ParProposal.objects.of(by.tenant_id).filter(id=proposal.id, state=ProposalState.OPEN).update(
                state=ProposalState.ANSWERED, ended_at=now, ended_by_name=by.name
            )
        mine = [row for row in rows if row.proposal_id == proposal.id]
        record_change(proposal, by=by, at=now, verb=verb, became={"lines": len(mine)})
    return len(rows)


def _levels_before(by: Actor, rows: Sequence[ParLine]) -> dict[UUID, int | None]:
    """Return for each accepted line which level its part had before; None where it had none."""
    versions = ParLevel.objects.of(by.tenant_id).filter(
        place_id__in={row.place_id for row in rows}, part_id__in={row.part_id for row in rows}
    )
    of_shelf: dict[tuple[UUID, UUID], list[ParLevel]] = defaultdict(list)
    for version in versions.order_by("set_at", "id"):
        of_shelf[version.place_id, version.part_id].append(version)
    before: dict[UUID, int | None] = {}
    for row in rows:
        every = of_shelf[row.place_id, row.part_id]
        place = next(
            (number for number, version in enumerate(every) if version.line_id == row.id and version.ended_at is None),
            0,
        )
        earlier = every[place - 1] if place else None
        # One that ended earlier than this began was taken back: then there was none.
        held = earlier is not None and earlier.ended_at == every[place].set_at
        before[row.id] = earlier.level if earlier is not None and held else None
    return before
