"""Published instances and their best known values, from STEADYHAND_DATA: not ours to ship."""

import csv
import os
import re
from pathlib import Path

from steadyhand.business.dispatch.solver.planning import plan_day
from steadyhand.business.dispatch.solver.reading.files import read

_Sets = dict[str, tuple[list[tuple[Path, float]], float, float]]


def published(*, is_long: bool) -> _Sets:
    """Return by name the instances with their best known values, seconds for each, and the bar."""
    data = os.environ.get("STEADYHAND_DATA")
    folder = Path(data or "") / "dispatch"
    if not data or not folder.is_dir():
        return {}
    sets: _Sets = {
        "Solomon": (_solomon(folder / "solomon"), 5.0, 0.005),
        "SDVRPTW": (_sdvrptw(folder / "pyvrp_instances" / "SDVRPTW"), 30.0, 0.02),
        "Pillac's technicians": (_pillac(folder / "trsp_pillac"), 30.0, 0.03),
    }
    if is_long:
        return sets
    return {name: (instances[2:4], min(seconds, 10.0), bar) for name, (instances, seconds, bar) in sets.items()}


def gap_of(path: Path, known: float, seconds: float) -> tuple[float, int]:
    """Return how far a plan is above the best known value, and how many it leaves out."""
    instance = read(path)
    plan = plan_day(instance.problem, seconds=seconds).plan
    visits = {visit.key: visit.undone_minutes or 0.0 for visit in instance.problem.visits}
    minutes = plan.cost_minutes - sum(visits[key] for key in plan.undone)
    return (minutes * 60 / instance.unit_seconds + instance.always_units) / known - 1, len(plan.undone)


def _solomon(folder: Path) -> list[tuple[Path, float]]:
    with (folder / "bks.csv").open() as rows:
        known = {row["instance"]: float(row["min_distance_truncated_1dp"]) for row in csv.DictReader(rows)}
    return [
        (folder / f"{name}.txt", value) for name, value in sorted(known.items()) if (folder / f"{name}.txt").exists()
    ]


def _sdvrptw(folder: Path) -> list[tuple[Path, float]]:
    found = []
    for path in sorted(folder.glob("*.vrp")):
        cost = re.search(r"Cost:?\s+([\d.]+)", path.with_suffix(".sol").read_text())
        if cost:
            found.append((path, float(cost[1]) / 1000))
    return found


def _pillac(folder: Path) -> list[tuple[Path, float]]:
    with (folder / "bks_min_working_time.csv").open() as rows:
        known = {row["instance"]: float(row["total_working_time"]) for row in csv.DictReader(rows)}
    return [(folder / "static" / f"{name}.txt", value) for name, value in sorted(known.items())]
