"""Which logs were brought, and what came of each?"""

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from steadyhand.business.promises.models import Backtest
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class BacktestLine:
    """A brought log in a list."""

    id: UUID
    file_name: str
    asked_at: datetime
    asked_by: str
    state: str
    state_said: str
    # Kept by the engine, 0–1; None until it was replayed.
    kept: float | None


@dataclass(frozen=True, slots=True)
class BacktestStanding:
    """A brought log: its columns (heading, what stands in it first), what was chosen, and the result."""

    id: UUID
    file_name: str
    asked_at: datetime
    asked_by: str
    state: str
    state_said: str
    columns: Sequence[tuple[str, str]]
    chosen: Mapping[str, Any]
    problem: str
    result: Mapping[str, Any]

    @property
    def is_under_way(self) -> bool:
        return self.state == Backtest.State.WAITING


def backtests_of(by: Actor) -> tuple[BacktestLine, ...]:
    """Return the brought logs, the newest first; never with what stands in them. One query."""
    rows = Backtest.objects.visible_to(by).order_by("-asked_at", "-id").defer("content")
    return tuple(
        BacktestLine(
            id=row.id,
            file_name=row.file_name,
            asked_at=row.asked_at,
            asked_by=row.asked_by_name,
            state=row.state,
            state_said=Backtest.State(row.state).label,
            kept=row.result.get("methods", {}).get("steadyhand", {}).get("kept"),
        )
        for row in rows
    )


def backtest_of(by: Actor, backtest_id: UUID) -> BacktestStanding | None:
    """Return one brought log; None where the actor has none of this id. One query."""
    row = Backtest.objects.visible_to(by).filter(id=backtest_id).defer("content").first()
    if row is None:
        return None
    return BacktestStanding(
        id=row.id,
        file_name=row.file_name,
        asked_at=row.asked_at,
        asked_by=row.asked_by_name,
        state=row.state,
        state_said=Backtest.State(row.state).label,
        columns=tuple((column["name"], column["shown"]) for column in row.columns),
        chosen=row.chosen,
        problem=row.problem,
        result=row.result,
    )


def text_of_backtest(tenant_id: UUID, backtest_id: UUID) -> str | None:
    """Return the text of a brought log; None where it was thrown away meanwhile."""
    found = Backtest.objects.of(tenant_id).filter(id=backtest_id).values_list("content", flat=True).first()
    return None if found is None else gzip.decompress(bytes(found)).decode()
