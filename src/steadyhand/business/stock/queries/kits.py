"""What will a call probably need? As it was foretold last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from steadyhand.business.stock.models import KitForecast, KitModel
from steadyhand.shared.actor import Actor

_COLUMNS = ("call_id", "made_at", "enough_share", "parts", "causes", "corrections", "model__calls")


@dataclass(frozen=True, slots=True)
class LikelyPart:
    """A part, the chance (0–1) that the call needs it, and why, the strongest reason first."""

    part_id: UUID | None
    number: str
    name: str
    chance: float
    why: tuple[str, ...]
    is_packed: bool


@dataclass(frozen=True, slots=True)
class LikelyCode:
    """A cause or correction, in the dealership's words for it."""

    code: str
    name: str
    chance: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KitShown:
    """What a call will probably need. `learnt_from` are the closed calls behind it; 0: the shipped table alone."""

    call_id: UUID
    made_at: datetime
    enough: float
    parts: tuple[LikelyPart, ...]
    causes: tuple[LikelyCode, ...]
    corrections: tuple[LikelyCode, ...]
    learnt_from: int

    @property
    def kit(self) -> tuple[LikelyPart, ...]:
        return tuple(part for part in self.parts if part.is_packed)


def kit_of_call(by: Actor, call_id: UUID) -> KitShown | None:
    """Return what an open call will need; None where nothing was foretold. One query."""
    return kits_of_calls(by, [call_id]).get(call_id)


def kits_of_calls(by: Actor, call_ids: Collection[UUID]) -> dict[UUID, KitShown]:
    """Return what these calls will need, as far as it was foretold. One query."""
    rows = KitForecast.objects.visible_to(by).filter(call_id__in=call_ids).values_list(*_COLUMNS)
    return {row[0]: _shown(row) for row in rows}


def last_fitted(tenant_id: UUID) -> datetime | None:
    """Return when the newest predictor was fitted, whatever became of it. One query."""
    return KitModel.objects.of(tenant_id).order_by("-fitted_at").values_list("fitted_at", flat=True).first()


def _shown(row: tuple[Any, ...]) -> KitShown:
    call_id, made_at, enough, parts, causes, corrections, calls = row
    return KitShown(
        call_id=call_id,
        made_at=made_at,
        enough=enough,
        parts=tuple(
            LikelyPart(
                part_id=UUID(each["id"]) if each["id"] else None,
                number=each["number"],
                name=each["name"],
                chance=each["chance"],
                why=tuple(each["why"]),
                is_packed=each["is_packed"],
            )
            for each in parts
        ),
        causes=_codes(causes),
        corrections=_codes(corrections),
        learnt_from=calls or 0,
    )


def _codes(told: list[dict[str, Any]]) -> tuple[LikelyCode, ...]:
    return tuple(LikelyCode(each["code"], each["name"], each["chance"], tuple(each["why"])) for each in told)
