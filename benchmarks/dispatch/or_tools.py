"""OR-Tools on a day, in an environment that has it: JSON on standard input, routes by technician on standard output.

Everything is in the model as it can say it: windows, shifts, one break, who may, what a visit undone costs, and a cost
of coming for each technician. Guided local search from the cheapest parallel insertion; processor seconds, one thread.
"""

import json
import sys
from time import process_time
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2


def main() -> None:
    """Read the day, solve it, and print who goes where in which order."""
    told = json.load(sys.stdin)
    until = process_time() + told["seconds"]
    people, jobs, travel = told["people"], told["jobs"], told["travel"]
    # Places are the jobs' and then two a technician, as in our own pieces.
    starts = [len(jobs) + 2 * number for number in range(len(people))]
    manager = pywrapcp.RoutingIndexManager(len(travel), len(people), starts, [start + 1 for start in starts])
    routing = pywrapcp.RoutingModel(manager)
    solver = routing.solver()

    def seconds(one: int, other: int) -> int:
        here, there = manager.IndexToNode(one), manager.IndexToNode(other)
        return int(travel[here][there] + (jobs[here]["work"] if here < len(jobs) else 0))

    routing.AddDimension(routing.RegisterTransitCallback(seconds), 10**6, 10**6, False, "time")
    time = routing.GetDimensionOrDie("time")
    for number, who in enumerate(people):
        _add_person(routing, manager, time, number, who, travel, len(jobs))
    for number, job in enumerate(jobs):
        index = manager.NodeToIndex(number)
        time.CumulVar(index).SetRange(*job["window"])
        routing.AddDisjunction([index], job["undone"])
        routing.VehicleVar(index).SetValues([-1, *job["able"]])
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromSeconds(3600)
    routing.CloseModelWithParameters(parameters)
    routing.AddSearchMonitor(solver.CustomLimit(lambda: process_time() >= until))
    found = routing.SolveWithParameters(parameters)
    json.dump({"routes": _routes(routing, manager, found, len(people)), "seconds": process_time()}, sys.stdout)


def _add_person(
    routing: Any, manager: Any, time: Any, number: int, who: dict[str, Any], travel: list[list[int]], jobs: int
) -> None:
    extra = who["extra"]

    def cost(one: int, other: int) -> int:
        here, there = manager.IndexToNode(one), manager.IndexToNode(other)
        return int(travel[here][there] + (extra[there] if there < jobs else 0))

    routing.SetArcCostEvaluatorOfVehicle(routing.RegisterTransitCallback(cost), number)
    opens, closes = who["shift"]
    time.CumulVar(routing.Start(number)).SetRange(opens, closes)
    time.CumulVar(routing.End(number)).SetRange(opens, closes)
    solver = routing.solver()
    pauses = [
        solver.FixedDurationIntervalVar(earliest, latest, length, False, f"break {number}")
        for earliest, latest, length in who["breaks"]
    ]
    if pauses:
        services = [0] * routing.Size()
        for index in range(routing.Size()):
            node = manager.IndexToNode(index)
            services[index] = who["work"][node] if node < jobs else 0
        time.SetBreakIntervalsOfVehicle(pauses, number, services)


def _routes(routing: Any, manager: Any, found: Any, people: int) -> list[list[int]]:
    if found is None:
        return [[] for _ in range(people)]
    routes = []
    for number in range(people):
        order, index = [], found.Value(routing.NextVar(routing.Start(number)))
        while not routing.IsEnd(index):
            order.append(manager.IndexToNode(index))
            index = found.Value(routing.NextVar(index))
        routes.append(order)
    return routes


if __name__ == "__main__":
    main()
