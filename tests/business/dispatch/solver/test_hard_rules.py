"""Each rule says who may not go, with the facts."""

from datetime import date
from typing import Any

import pytest
from tests.builders.dispatch import MONDAY, a_technician, a_visit

from steadyhand.business.dispatch.solver.hard_rules import RULES, refusals
from steadyhand.business.dispatch.solver.problem import Fixed


@pytest.mark.parametrize(
    ("rule", "asks", "lacks", "has", "said"),
    [
        ("lacks_skill", {"skills": {"sorter": 3}}, {"skills": {"sorter": 2}}, {"skills": {"sorter": 3}},
         "sorter needs level 3; Bruno has 2"),
        ("lacks_certificate", {"certificate": "Aurora"}, {"certificates": {"Aurora": date(2026, 3, 1)}},
         {"certificates": {"Aurora": MONDAY}}, "Bruno's certificate for Aurora expired on 1 March 2026"),
        ("lacks_certificate", {"certificate": "Aurora"}, {}, {"certificates": {"Aurora": MONDAY}},
         "Bruno isn't certified for Aurora"),
        ("lacks_network_level", {"network_level": 2}, {"network_level": 1}, {"network_level": 2},
         "the network needs level 2; Bruno has 1"),
        ("lacks_language", {"language": "es"}, {}, {"languages": frozenset({"es"})},
         "the site speaks es; Bruno doesn't"),
        ("lacks_clearance", {"clearance": "bank"}, {}, {"clearances": frozenset({"bank"})},
         "the site needs clearance bank; Bruno has none"),
        ("lacks_part", {"parts": {"fuser": 2}}, {"truck": {"fuser": 1}}, {"truck": {"fuser": 2}},
         "2 × fuser needed; Bruno's truck has 1, and none is on its way"),
        ("lacks_part", {"parts": {"fuser": 1}}, {}, {"store": 0},
         "1 × fuser needed; Bruno's truck has none, and none is on its way"),
        ("lacks_tool", {"tools": frozenset({"meter"})}, {}, {"tools": frozenset({"meter"})},
         "meter needed; Bruno has none"),
        ("is_not_wanted", {"not_wanted": frozenset({"bruno"})}, {}, {"key": "elena"},
         "the customer asked not to be sent Bruno"),
        ("is_for_others", {"only": frozenset({"elena"})}, {}, {"key": "elena"}, "it is only for elena"),
        ("is_pinned_elsewhere", {"fixed": Fixed("elena")}, {}, {"key": "elena"}, "it is pinned to elena"),
        ("is_pinned_elsewhere", {"fixed": Fixed("elena", 3600, is_started=True)}, {}, {"key": "elena"},
         "it has begun with elena"),
        ("is_for_the_pair", {"together": ("elena", "walt")}, {}, {"key": "walt"}, "it is for elena and walt together"),
    ],
)  # fmt: skip
def test_who_may_not_go_hears_why(
    rule: str, asks: dict[str, Any], lacks: dict[str, Any], has: dict[str, Any], said: str
) -> None:
    visit = a_visit(**asks)

    against = refusals(a_technician(name="Bruno", **lacks), visit, MONDAY)
    for_it = refusals(a_technician(**({"key": "bruno"} | has)), visit, MONDAY)

    assert [(each.rule, each.said) for each in against] == [(rule, said)]
    assert for_it == ()


def test_a_part_on_its_way_needs_no_truck() -> None:
    assert refusals(a_technician(), a_visit(parts={"fuser": 1}, parts_at=36000), MONDAY) == ()


def test_every_rule_has_a_sentence_for_its_caller() -> None:
    names = [rule.__name__ for rule in RULES]

    assert len(set(names)) == len(names) == 11
