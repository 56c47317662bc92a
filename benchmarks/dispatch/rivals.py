"""The other engines, each as good as we know how to ask it, and none with more processor time than ours."""

import json
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from steadyhand.business.dispatch.solver.day import Day, Leg
from steadyhand.business.dispatch.solver.engines import greedy, pyvrp, vroom
from steadyhand.business.dispatch.solver.engines.piece import Orders, Piece, jobs_of
from steadyhand.business.dispatch.solver.pricing import Pricing
from steadyhand.business.dispatch.solver.problem import Problem

PINS = Path(__file__).with_name("rivals.txt")
_MODEL = Path(__file__).with_name("or_tools.py")


@dataclass(frozen=True, slots=True)
class Result:
    """What an engine's plan costs (minutes), how many visits it serves, and the processor time it took."""

    cost: float
    served: int
    seconds: float


def whole(problem: Problem) -> Piece:
    """Return a day in one piece, each visit by itself."""
    day = Day(problem, tuple(Leg(visit) for visit in problem.visits))
    return Piece(day, tuple(range(len(problem.technicians))), jobs_of(day, range(len(day.legs)), together=False))


def judged(piece: Piece, orders: Orders, seconds: float) -> Result:
    """Return a result by our prices; what can't be driven, breaks and all, loses stops until it can."""
    pricing = Pricing(piece.day)
    orders = pyvrp.kept(piece, orders)
    return Result(pricing.total(orders), sum(len(order) for order in orders.values()), seconds)


def greedy_alone(problem: Problem) -> Result:
    """Return what is done by hand: the nearest who may."""
    began = process_time()
    piece = whole(problem)
    return judged(piece, greedy.plan(piece), process_time() - began)


def pyvrp_alone(problem: Problem, seconds: float) -> Result:
    """Return PyVRP on the whole day, shifts shortened by the breaks, tuned as for ours."""
    began = process_time()
    piece = whole(problem)
    orders = pyvrp.plan(piece, seconds=seconds - (process_time() - began))
    return judged(piece, orders, process_time() - began)


def vroom_alone(problem: Problem, seconds: float) -> Result:
    """Return the best of VROOM's searches that end, or are cut, within the time.

    It counts by the clock; on a busy machine it is asked again with a longer clock until its processor time is used,
    and a tenth more of that than ours had is let pass.
    """
    piece = whole(problem)
    best: Result | None = None
    for exploration in (0, 1, 2, 3, 5):
        clock = seconds
        for _ in range(3):
            began, started = process_time(), perf_counter()
            orders = vroom.plan(piece, exploration=exploration, seconds=clock)
            used, passed = process_time() - began, perf_counter() - started
            if used <= 1.1 * seconds:
                found = judged(piece, orders, used)
                best = found if best is None or found.cost < best.cost else best
            is_cut_early = passed >= 0.95 * clock and used < 0.8 * seconds
            if not is_cut_early:
                break
            clock *= min(4.0, 0.95 * seconds / max(used, 0.01))
        if used > 0.7 * seconds:
            break
    return best or Result(float("inf"), 0, seconds)


def or_tools_alone(problem: Problem, seconds: float, python: Path) -> Result:
    """Return OR-Tools' plan, from the environment that has it."""
    piece = whole(problem)
    told = _as_told(piece) | {"seconds": seconds}
    ran = subprocess.run(  # noqa: S603  # a command of ours
        [str(python), str(_MODEL)], input=json.dumps(told), capture_output=True, text=True, check=True
    )
    answer = json.loads(ran.stdout)
    orders = piece.as_orders(dict(enumerate(answer["routes"])))
    return judged(piece, orders, answer["seconds"])


def _as_told(piece: Piece) -> dict[str, object]:
    day, allowed = piece.day, piece.allowed()
    work, extra, undone = piece.work(), piece.extra_seconds(), piece.undone_seconds()
    people = [day.problem.technicians[number] for number in piece.technicians]
    return {
        "travel": piece.durations().tolist(),
        "jobs": [
            {
                "work": int(work[:, column].max()),
                "window": list(job.windows[0]),
                "undone": int(undone[column]),
                "able": [row for row in range(len(people)) if allowed[row, column]],
            }
            for column, job in enumerate(piece.jobs)
        ],
        "people": [
            {
                "shift": [who.shift.opens, who.shift.closes],
                "breaks": [[each.earliest, each.latest, each.seconds] for each in who.breaks],
                "extra": extra[row].tolist(),
                "work": work[row].tolist(),
            }
            for row, who in enumerate(people)
        ],
    }


def make_environment(folder: Path) -> Path:
    """Install what `rivals.txt` pins; return the path of its Python."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r", str(PINS)]
    subprocess.run(pip, check=True, stdout=sys.stderr, stderr=subprocess.PIPE)  # noqa: S603  # what the page pins
    return python
