"""What somebody changed here is never overwritten by the ERP: it is listed, decided, undone, and told in history."""

from datetime import timedelta
from typing import Any

import pytest
from tests.builders import MONDAY, a_branch, a_customer, a_machine, a_technician, an_actor
from tests.builders.erp import a_saved_mapping, a_watched_folder, came

from steadyhand.business.calls.actions.plan_visit import plan_visit
from steadyhand.business.calls.models import Call
from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.rules import Role
from steadyhand.imports.differences.deciding import CannotDecide, decide, decide_all, undo
from steadyhand.imports.differences.queries import difference_groups, differences
from steadyhand.imports.differences.rules import NoSuchField, set_rule
from steadyhand.imports.models import Delivery, Difference
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row
from steadyhand.shared.lookup import find
from steadyhand.shared.models import Change

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def ada() -> Actor:
    a_branch()
    a_saved_mapping()
    a_watched_folder()
    came("No,Name,Phone\n1,Chen,A\n2,Acme,A\n")
    return an_actor(Role.ADMINISTRATOR, name="Ada Moreno")


def sends(name: str, phone: str, *, hours: int = 2) -> None:
    came(f"No,Name,Phone\n1,{name},{phone}\n2,Acme,A\n", now=MONDAY + hours * HOUR)


def chen() -> Customer:
    return Customer.objects.get(ref="1")


def dana_writes(**facts: Any) -> None:
    change_row(chen(), facts, by=an_actor(Role.DISPATCHER), at=MONDAY + HOUR, verb="customer changed")


def listed() -> list[tuple[str, str, Any, Any, Any, str]]:
    rows = Difference.objects.order_by("field")
    return [(row.field, row.sort, row.before, row.ours, row.theirs, row.state) for row in rows]


@pytest.mark.usefixtures("ada")
def test_what_only_the_erp_changed_comes_in_quietly() -> None:
    sends("Chen Clinic", "B")

    assert (chen().name, chen().phone) == ("Chen Clinic", "B")
    assert listed() == []


@pytest.mark.usefixtures("ada")
def test_what_both_changed_is_listed_and_the_rest_of_the_row_comes_in() -> None:
    dana_writes(phone="D")

    sends("Chen Clinic", "C")

    assert (chen().name, chen().phone) == ("Chen Clinic", "D")
    assert listed() == [("phone", "both", "A", "D", "C", "open")]
    (line,) = differences(an_actor(Role.ADMINISTRATOR))
    assert (line.title, line.label, line.ours_by, line.file, line.line) == (
        "Chen Clinic",
        "Customer phone",
        "Dana Whitfield",
        "customers.csv",
        2,
    )
    assert line.ours_at == MONDAY + HOUR
    assert Delivery.objects.latest("taken_at").differing == 1


@pytest.mark.usefixtures("ada")
def test_what_the_erp_says_as_before_is_listed_apart() -> None:
    dana_writes(phone="D")

    sends("Chen", "A")

    assert chen().phone == "D"
    assert listed() == [("phone", "ours", "A", "D", "A", "open")]
    assert Delivery.objects.latest("taken_at").differing == 0


@pytest.mark.usefixtures("ada")
def test_the_same_file_again_writes_nothing() -> None:
    dana_writes(phone="D")
    sends("Chen", "C")
    before = (list(Difference.objects.values()), Change.objects.count())

    sends("Chen", "C", hours=3)

    assert (list(Difference.objects.values()), Change.objects.count()) == before


@pytest.mark.usefixtures("ada")
def test_a_difference_settles_when_the_erp_says_what_we_say() -> None:
    dana_writes(phone="D")
    sends("Chen", "C")

    sends("Chen", "D", hours=3)

    assert [row[-1] for row in listed()] == ["settled"]


def test_taking_theirs_changes_the_row_and_can_be_undone(ada: Actor) -> None:
    dana_writes(phone="(614) 555-0100")
    sends("Chen", "(614) 555-0199")
    (line,) = differences(ada)

    decide(by=ada, difference_id=line.id, choice="take", now=MONDAY + 3 * HOUR)

    assert chen().phone == "(614) 555-0199"
    assert [each.id for each in find(tenant_id=ada.tenant_id, typed="614-555-0199")] == [chen().id]
    entry = Change.objects.filter(about_id=chen().id).latest("at")
    assert (entry.by_name, entry.verb, entry.why) == ("Ada Moreno", "took the ERP's value", "customers.csv, line 2")
    assert (entry.was, entry.became) == ({"phone": "(614) 555-0100"}, {"phone": "(614) 555-0199"})

    undo(by=ada, difference_id=line.id, now=MONDAY + 4 * HOUR)

    assert chen().phone == "(614) 555-0100"
    assert [row[-1] for row in listed()] == ["open"]


def test_after_theirs_was_taken_the_erp_changes_it_quietly_again(ada: Actor) -> None:
    dana_writes(phone="D")
    sends("Chen", "C")
    decide(by=ada, difference_id=differences(ada)[0].id, choice="take", now=MONDAY + 3 * HOUR)

    sends("Chen", "E", hours=4)

    assert chen().phone == "E"


def test_ours_is_kept_until_the_erp_says_another_thing(ada: Actor) -> None:
    dana_writes(phone="D")
    sends("Chen", "C")
    decide(by=ada, difference_id=differences(ada)[0].id, choice="keep", now=MONDAY + 3 * HOUR)

    sends("Chen", "C", hours=4)
    assert listed()[0][-1] == "kept"

    sends("Chen", "F", hours=5)
    assert listed() == [("phone", "both", "A", "D", "F", "open")]


def test_all_of_a_field_are_decided_together(ada: Actor) -> None:
    for customer in Customer.objects.all():
        change_row(customer, {"phone": "D"}, by=ada, at=MONDAY + HOUR, verb="customer changed")
    came("No,Name,Phone\n1,Chen,B\n2,Acme,C\n", now=MONDAY + 2 * HOUR)
    (group,) = difference_groups(ada)
    assert (group.kind, group.field, group.count) == ("customers", "phone", 2)

    decided, refused = decide_all(
        by=ada, kind="customers", field="phone", sort="both", choice="take", now=MONDAY + 3 * HOUR
    )

    assert (decided, refused) == (2, [])
    assert sorted(Customer.objects.values_list("phone", flat=True)) == ["B", "C"]


def test_what_was_changed_meanwhile_is_not_decided_over(ada: Actor) -> None:
    dana_writes(phone="D")
    sends("Chen", "C")
    dana_writes(phone="E")

    with pytest.raises(CannotDecide, match="changed here since"):
        decide(by=ada, difference_id=differences(ada)[0].id, choice="take", now=MONDAY + 3 * HOUR)

    assert chen().phone == "E"


@pytest.mark.parametrize(("believes", "phone"), [("erp", "C"), ("ours", "D")])
def test_a_rule_decides_by_itself(ada: Actor, believes: str, phone: str) -> None:
    set_rule(by=ada, kind="customers", field="phone", believes=believes, now=MONDAY)
    dana_writes(phone="D")

    sends("Chen", "C")

    assert chen().phone == phone
    assert listed() == []


def test_a_rule_for_what_is_no_field_is_refused(ada: Actor) -> None:
    with pytest.raises(NoSuchField):
        set_rule(by=ada, kind="customers", field="tenant_id", believes="erp", now=MONDAY)


def test_rows_a_whole_list_lacks_are_shown_and_never_deleted(ada: Actor) -> None:
    a_saved_mapping("all*.csv", lists_all=True)
    a_customer(name="Made here", ref="9")

    came("No,Name,Phone\n1,Chen,A\n", name="all.csv", now=MONDAY + 2 * HOUR)

    assert Customer.objects.count() == 3
    (line,) = differences(ada)
    assert (line.sort, line.ref, line.title, line.field) == ("missing", "2", "Acme", "")
    with pytest.raises(CannotDecide, match="nothing is deleted"):
        decide(by=ada, difference_id=line.id, choice="take", now=MONDAY)

    came("No,Name,Phone\n1,Chen,A\n2,Acme,A\n", name="all.csv", now=MONDAY + 4 * HOUR)
    assert listed()[0][-1] == "settled"


@pytest.mark.usefixtures("ada")
def test_half_an_export_is_not_taken_for_farewells() -> None:
    many = "".join(f"{number},Office {number},\n" for number in range(100, 300))
    came(f"No,Name,Phone\n{many}", now=MONDAY + HOUR)
    a_saved_mapping("all*.csv", lists_all=True)

    came("No,Name,Phone\n1,Chen,A\n", name="all.csv", now=MONDAY + 2 * HOUR)

    assert listed() == []


def test_another_branch_s_differences_are_nobody_else_s(ada: Actor) -> None:
    dana_writes(phone="D")
    sends("Chen", "C")
    elsewhere = an_actor(Role.ADMINISTRATOR, branch=a_branch("DAY"))

    assert differences(elsewhere) == []
    with pytest.raises(CannotDecide):
        decide(by=elsewhere, difference_id=differences(ada)[0].id, choice="keep", now=MONDAY)


FIELDS = {
    "ref": {"from": "Call"},
    "machine": {"from": "Machine"},
    "taken_at": {"from": "At"},
    "problem": {"from": "What"},
    "purchase_order": {"from": "PO"},
    "state": {"from": "State"},
    "closed_at": {"from": "Closed"},
}


def sends_call(*, po: str = "", state: str = "open", closed: str = "", hours: int = 0) -> None:
    text = f"Call,Machine,At,What,PO,State,Closed\n77,E1,2026-03-09 9:00,Jam,{po},{state},{closed}\n"
    came(text, name="calls.csv", now=MONDAY + hours * HOUR)


def test_a_call_planned_here_keeps_its_standing_and_gets_the_erp_s_purchase_order(ada: Actor) -> None:
    a_machine(ref="E1")
    a_saved_mapping("calls*.csv", "calls", fields=FIELDS)
    sends_call(hours=1)
    call = Call.objects.get()
    plan_visit(
        by=an_actor(Role.DISPATCHER),
        call_id=call.id,
        version=call.version,
        technician_id=a_technician().id,
        starts_at=MONDAY + 5 * HOUR,
        now=MONDAY + 2 * HOUR,
    )

    sends_call(po="PO-9", hours=3)
    assert list(Call.objects.values_list("purchase_order", "state")) == [("PO-9", "planned")]
    assert listed() == []

    sends_call(po="PO-9", state="closed", closed="2026-03-09 12:00", hours=4)
    assert Call.objects.get().state == "planned"
    assert [(row[0], row[1], row[4]) for row in listed()] == [("state", "both", "closed")]
    with pytest.raises(CannotDecide, match="on its own page"):
        decide(by=ada, difference_id=differences(ada)[0].id, choice="take", now=MONDAY)


def test_quiet_files_ask_the_history_nothing(ada: Actor, django_assert_max_num_queries: Any) -> None:
    assert ada
    many = "".join(f"{number},Office {number},\n" for number in range(100, 300))
    came(f"No,Name,Phone\n{many}", now=MONDAY + HOUR)

    with django_assert_max_num_queries(150):
        came(f"No,Name,Phone\n{many}", now=MONDAY + 2 * HOUR)
