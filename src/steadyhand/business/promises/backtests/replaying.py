"""A queued log is replayed by the engine, beside everything else, and its result is kept."""

import logging
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from steadyhand.business.promises.backtests.bringing import JOB
from steadyhand.business.promises.backtests.queries import text_of_backtest
from steadyhand.business.promises.forecasting.backtest.judging import Segment, Verdict
from steadyhand.business.promises.forecasting.backtest.reading import CannotRead, Log, Named, read_log
from steadyhand.business.promises.forecasting.backtest.run import GIVEN, OURS, Asked, Backtest, run
from steadyhand.business.promises.models import Backtest as Row
from steadyhand.shared.queue.kinds import SLOW, Again, JobKind, JsonValue, Work

log = logging.getLogger(__name__)
THROWN_AWAY = "thrown away"
FIGURES = (
    "kept",
    "kept_worst_month",
    "kept_worst_segment",
    "promise_mean_hours",
    "promise_median_hours",
    "pinball_hours",
    "no_answer_share",
)


def replayed(text: str, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Return what came of a log with these columns: plain values, as they are kept and shown.

    Raises:
        CannotRead: the log can't be replayed; the message says why.
    """
    named = Named(
        opened=chosen["opened"],
        closed=chosen["closed"],
        features=tuple(chosen["features"]),
        segment=chosen["segment"],
        given=chosen["given"],
    )
    with TemporaryDirectory(prefix="steadyhand-log-") as folder:
        file = Path(folder) / "log.csv"
        file.write_text(text, encoding="utf-8")
        log = read_log(file, named)
    return result_of(run(log, Asked(target=float(chosen["target"]))), log)


def result_of(found: Backtest, log: Log) -> dict[str, Any]:
    """Return a replay as plain values."""
    ours, given = found.verdicts[OURS], found.verdicts.get(GIVEN)
    return {
        "methods": {name: _figures(verdict) for name, verdict in found.verdicts.items()},
        "cases": len(log.history),
        "promised": ours.cases,
        "segment": log.segment,
        "months": _months(ours, given),
        "segments": [_part(each) for each in sorted(ours.segments, key=lambda each: each.kept_share)],
        "luck_floor": ours.luck_floor,
        "left_out": list(log.notes),
        "notes": [note for note in (found.note,) if note],
        "horizon_hours": found.horizon_hours,
    }


def _figures(verdict: Verdict) -> dict[str, float | None]:
    told = asdict(verdict)
    return {name: told[name] for name in FIGURES}


def _months(ours: Verdict, given: Verdict | None) -> list[dict[str, Any]]:
    theirs = {each.name: each.kept_share for each in given.months} if given else {}
    return [
        {"month": each.name, "cases": each.given, "kept": each.kept_share, "given": theirs.get(each.name)}
        for each in sorted(ours.months, key=lambda each: each.name)
    ]


def _part(each: Segment) -> dict[str, Any]:
    return {"segment": each.name, "cases": each.given, "kept": each.kept_share, "is_short": each.is_short}


def _replay(work: Work, now: datetime) -> JsonValue:
    """Replay it under the job's lease; a log that can't be is an answer, too."""
    del now
    backtest_id = UUID(work.args["backtest_id"])
    text = text_of_backtest(work.tenant_id, backtest_id)
    row = Row.objects.of(work.tenant_id).filter(id=backtest_id).values_list("chosen", flat=True).first()
    if text is None or row is None:
        return {"problem": THROWN_AWAY}
    try:
        return {"result": replayed(text, row)}
    except CannotRead as problem:
        return {"problem": str(problem)}
    except Exception as problem:
        # It would break off again however often it is tried, and whoever waits for it would never hear.
        log.exception("The log %s couldn't be replayed", backtest_id)
        why = f"{type(problem).__name__}: {problem}"
        return {
            "problem": f"The replay broke off ({why}). Choose other columns, or ask your administrator for the log."
        }


def _keep(work: Work, now: datetime) -> Again | None:
    problem = str(work.answer.get("problem", ""))
    Row.objects.of(work.tenant_id).filter(id=UUID(work.args["backtest_id"]), state=Row.State.WAITING).update(
        state=Row.State.FAILED if problem else Row.State.DONE,
        problem=problem[:1000],
        result=work.answer.get("result", {}),
        ended_at=now,
    )
    return None


JOBS = (JobKind(name=JOB, do=_keep, outside=_replay, label="Replay a log for promises", lane=SLOW, most_attempts=3),)
