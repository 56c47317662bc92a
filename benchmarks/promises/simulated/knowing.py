"""What is known in the second in which a promise is asked for? From the record up to then, and from the board."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from benchmarks.promises.simulated.board import FAULTS, Board
from steadyhand.simulator import happenings as h

NOT_KNOWN = "not known"


class Knowing:
    """The record's standing facts, and what they and the board say of a new case."""

    def __init__(self, board: Board, zone: ZoneInfo) -> None:
        self._board, self._zone = board, zone
        self._models: dict[str, h.ModelListed] = {}
        self._model_of: dict[str, h.ModelListed] = {}
        self._part_of: dict[str, h.PartListed] = {}

    def see(self, one: h.Happening) -> None:
        """Take in what stands in the catalogue and where which machine stands."""
        if isinstance(one, h.ModelListed):
            self._models[one.key] = one
        elif isinstance(one, h.MachineInstalled):
            self._model_of[one.key] = self._models[one.model]
        elif isinstance(one, h.PartListed):
            self._part_of[one.key] = one

    def of_call(self, call: h.CallTaken, visit: h.VisitPlanned) -> dict[str, str | float]:
        """Return what is known of a call as soon as its first visit stands on the board."""
        board, now = self._board, self._board.clock.hours(visit.at)
        model = self._model_of.get(call.machine or "")
        day, hour = board.clock.day_and_hour(now)
        technician = board.technicians[visit.technician]
        starts = board.starts(technician, now)
        reckoned = starts[visit.key]
        ahead = [key for key, at in starts.items() if at < reckoned]
        term = board.clock.hours(call.respond_by) - now if call.respond_by else board.clock.day_hours(day)
        return {
            "branch": call.branch,
            "urgency": str(call.urgency),
            "call_type": str(call.call_type),
            "problem": call.problem_code or NOT_KNOWN,
            "family": model.family if model else NOT_KNOWN,
            "size": float(model.segment) if model else 0.0,
            "response_hours": term,
            "technician": visit.technician,
            "planned_in": max(board.clock.hours(visit.planned_for) - now, 0.0),
            "reckoned_in": reckoned - now,
            "ahead": float(len(ahead)),
            "is_out": float(any(each.left_at is not None for each in technician.visits.values())),
            **self._when(visit.at, hour),
            **self._load(call.branch, now),
        }

    def _when(self, at: datetime, hour: float) -> dict[str, str | float]:
        local = at.astimezone(self._zone)
        return {"weekday": float(local.weekday()), "hour": hour}

    def _load(self, branch: str, now: float) -> dict[str, str | float]:
        """Return how much waits in the branch for each technician at work, and how it went lately."""
        board = self._board
        at_work = [
            each
            for each in board.technicians.values()
            if each.branch == branch and not each.has_left and each.back_at <= now
        ]
        waiting = [
            call
            for call in board.calls.values()
            if call.branch == branch and call.call_type in FAULTS and call.first_arrival is None
        ]
        work = sum(visit.takes for each in at_work for visit in each.visits.values() if visit.not_before <= now)
        people = max(len(at_work), 1)
        return {
            "at_work": float(len(at_work)),
            "waiting_each": len(waiting) / people,
            "work_each": work / people,
            "waits_lately": _mean(board.waits.get(branch, ())),
            "slips_lately": _mean(board.slips.get(branch, ())),
        }

    def of_part(self, order: h.PartOrdered) -> dict[str, str | float]:
        """Return what is known of an order when it is made."""
        now = self._board.clock.hours(order.at)
        part = self._part_of[order.part]
        _, hour = self._board.clock.day_and_hour(now)
        return {
            "supplier": order.supplier,
            "part": part.name.rsplit(" ", 1)[0],
            "is_after_cut_off": float(order.is_after_cut_off),
            "expected_in": self._board.clock.hours(order.expected_at) - now,
            **self._when(order.at, hour),
        }


def _mean(values: Collection[float]) -> float:
    return sum(values) / len(values) if values else 0.0
