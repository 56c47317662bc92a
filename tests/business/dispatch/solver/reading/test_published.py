"""Others' instances, in small."""

from pathlib import Path

import pytest

from steadyhand.business.dispatch.solver.planning import plan_day
from steadyhand.business.dispatch.solver.problem import BadProblem
from steadyhand.business.dispatch.solver.reading.files import read

SOLOMON = """TINY

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.   XCOORD.   YCOORD.    DEMAND   READY TIME   DUE DATE   SERVICE TIME

    0      0         0          0       0         100          0
    1      3         4          6       0         100         10
    2      6         8          6       0         100         10
"""
VRPLIB = """NAME: TINY
TYPE: SDVRPTW
EDGE_WEIGHT_TYPE: EUC_2D
DIMENSION: 3
VEHICLES: 2
VEHICLES_MAX_DURATION: 60
NODE_COORD_SECTION
1\t0\t0
2\t3\t4
3\t6\t8
DEMAND_SECTION
1\t0
2\t6
3\t6
SERVICE_TIME_SECTION
1\t0
2\t10
3\t10
TIME_WINDOW_SECTION
1\t0\t100
2\t0\t100
3\t0\t100
CAPACITY_SECTION
1\t20
2\t20
VEHICLES_ALLOWED_CLIENTS_SECTION
1\t2
2\t2\t3
DEPOT_SECTION
1
-1
EOF
"""
PILLAC = """TINY

INFO
CREW COUNT  SKILLS  TOOLS   SPARE PARTS
1      1       1       1

DEPOT TECHNICIANS AND REQUESTS
ID   X     Y     TWS    TWE    Serv   SKILLS   TOOLS    SPARE PARTS
0    3    4    0      100   0      []\t[]\t[]
1    0     0     0      100   0      [0]\t[]\t[1]
2    6    8     0      50   10      [0]\t[0]\t[1]
3    6    8     0      100   10      [0]\t[]\t[1]
"""


def solved(tmp_path: Path, text: str) -> tuple[float, dict[str, str]]:
    path = tmp_path / "tiny.txt"
    path.write_text(text)
    instance = read(path)
    plan = plan_day(instance.problem, seconds=0.3).plan
    assert plan.undone == ()
    who = {key: technician for key, (technician, _) in plan.where().items()}
    return plan.cost_minutes * 60 / instance.unit_seconds + instance.always_units, who


def test_solomons_loads_need_two_vehicles(tmp_path: Path) -> None:
    cost, who = solved(tmp_path, SOLOMON)

    assert cost == pytest.approx(30.0)
    assert who["1"] != who["2"]


def test_vrplibs_allowed_clients_are_kept(tmp_path: Path) -> None:
    cost, who = solved(tmp_path, VRPLIB)

    assert cost == pytest.approx(20.0)
    assert who == {"2": "2", "3": "2"}


def test_pillacs_technician_fetches_what_the_truck_lacks(tmp_path: Path) -> None:
    cost, who = solved(tmp_path, PILLAC)

    # By the depot at no detour: ten there, ten back, and twice ten of work.
    assert cost == pytest.approx(40.0)
    assert who == {"2": "1", "3": "1"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hello", "none of the files known here"),
        ("{", "line 1: this isn't JSON"),
        ("CREW COUNT\n", "no rows of technicians"),
        (VRPLIB.replace("DEPOT_SECTION", "BACKHAUL_SECTION\n2\t1\nDEPOT_SECTION"), "backhaul"),
        ("CUST NO.", "isn't a Solomon file"),
    ],
)
def test_a_file_that_is_none_hears_what_it_lacks(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "odd.txt"
    path.write_text(text)

    with pytest.raises(BadProblem) as problem:
        read(path)

    assert said in str(problem.value)
