"""What a colleague hands over has a giver and a source; when it isn't so, the technician hears first."""

from uuid import UUID

import pytest
from tests.builders import a_technician, a_visit
from tests.builders.kept import row_of
from tests.builders.promises import DAY, HOUR, NOW, Clinic, a_clinic
from tests.builders.told import a_handed_fact

from steadyhand.business.conversations.actions.correct_handed import correct_handed, tell_technician
from steadyhand.business.conversations.actions.mark_untrue import mark_untrue
from steadyhand.business.conversations.actions.pass_on_fact import pass_on_fact
from steadyhand.business.conversations.actions.tell_correction import Telling
from steadyhand.business.conversations.models import FactTold, Statement
from steadyhand.business.conversations.queries.handed import (
    handed_on_call,
    one_handed,
    untrue_by_department,
    untrue_waiting,
)
from steadyhand.business.conversations.queries.timeline import timeline_of
from steadyhand.business.conversations.rules import CannotSay
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.models import OutgoingMessage

pytestmark = pytest.mark.django_db


def handed(clinic: Clinic, *, source: str = "supplier's confirmation, 10:42") -> UUID:
    by, bruno = clinic.house.by("Elena"), clinic.house.id_of("Bruno")
    return a_handed_fact(clinic.call.id, by=by, to=bruno, source_words=source)


def test_it_is_told_in_its_givers_name() -> None:
    clinic = a_clinic()
    it = handed(clinic)
    (each,) = handed_on_call(clinic.house.by("Bruno"), clinic.call.id)
    assert (each.words, each.technician, each.giver, each.passed_on_at) == (
        "The fuser ships tomorrow.",
        "Bruno",
        "Elena",
        None,
    )

    pass_on_fact(by=clinic.house.by("Bruno"), handed_id=it, now=NOW)

    fact = FactTold.objects.get()
    assert (fact.giver_name, fact.source_words, fact.verdict) == ("Elena", "supplier's confirmation, 10:42", "asked")
    assert Statement.objects.get().by_name == "Bruno"
    (each,) = handed_on_call(clinic.house.by("Bruno"), clinic.call.id)
    assert each.passed_on_at == NOW
    with pytest.raises(CannotSay, match="told them already"):
        pass_on_fact(by=clinic.house.by("Bruno"), handed_id=it, now=NOW)


def test_nothing_is_handed_over_without_a_source() -> None:
    with pytest.raises(CannotSay, match="how you know"):
        handed(a_clinic(), source=" ")


def test_the_technician_hears_before_the_customer() -> None:
    clinic = a_clinic()
    it = handed(clinic)
    pass_on_fact(by=clinic.house.by("Bruno"), handed_id=it, now=NOW)
    followup_id = mark_untrue(by=clinic.house.by("Bruno"), handed_id=it, because="It is on backorder", now=NOW)
    elena, telling = clinic.house.by("Elena"), Telling(channel=Channel.PHONE, words="The fuser ships next week.")
    row = row_of(followup_id)
    assert (row.kind, clinic.house.name_of(row.owner_id)) == ("handed_untrue", "Elena")

    with pytest.raises(CannotSay, match="Tell the technician first"):
        correct_handed(by=elena, handed_id=it, telling=telling, now=NOW)
    tell_technician(by=elena, handed_id=it, truth="It ships next week.", now=NOW)
    assert OutgoingMessage.objects.filter(key=f"handed-untrue:{it.hex}").exists()
    with pytest.raises(CannotSay, match="tell them how it is"):
        correct_handed(by=elena, handed_id=it, now=NOW)
    correct_handed(by=elena, handed_id=it, telling=telling, now=NOW)

    found = one_handed(elena, it)
    assert found is not None
    assert (found.state, found.truth, row_of(followup_id).outcome) == ("corrected", "It ships next week.", "corrected")
    assert FactTold.objects.get().state == "corrected"


def test_what_nobody_was_told_ends_with_the_technician() -> None:
    clinic = a_clinic()
    it = handed(clinic)
    followup_id = mark_untrue(by=clinic.house.by("Bruno"), handed_id=it, because="Backorder", now=NOW)
    with pytest.raises(CannotSay, match="Don't pass this on"):
        pass_on_fact(by=clinic.house.by("Bruno"), handed_id=it, now=NOW)

    tell_technician(by=clinic.house.by("Ruth"), handed_id=it, truth="Next week.", now=NOW)
    assert correct_handed(by=clinic.house.by("Ruth"), handed_id=it, now=NOW) is None

    assert row_of(followup_id).outcome == "never_told"
    (sales,) = untrue_by_department(clinic.house.by("Ruth"), since=NOW - DAY, until=NOW + DAY)
    assert (sales.department, sales.handed, sales.untrue) == ("sales", 1, 1)


def test_who_neither_gave_it_nor_manages_puts_nothing_right() -> None:
    clinic = a_clinic()
    it = handed(clinic)
    mark_untrue(by=clinic.house.by("Bruno"), handed_id=it, because="Backorder", now=NOW)

    with pytest.raises(CannotSay, match="Elena puts this right"):
        tell_technician(by=clinic.house.by("Dana"), handed_id=it, truth="Next week.", now=NOW)


def test_nothing_is_handed_over_for_a_call_that_is_over() -> None:
    clinic = a_clinic()
    type(clinic.call).objects.filter(id=clinic.call.id).update(state="cancelled")

    with pytest.raises(CannotSay, match="This call is over"):
        handed(clinic)


def test_whoever_goes_there_instead_passes_it_on_and_nobody_else() -> None:
    clinic = a_clinic()
    it = handed(clinic)
    ruth, dana = clinic.house.people["Ruth"], clinic.house.by("Dana")
    a_visit(call=clinic.call, technician=a_technician(user=ruth, branch=clinic.house.branch))

    with pytest.raises(CannotSay, match="Nobody has handed you this"):
        pass_on_fact(by=dana, handed_id=it, now=NOW)
    pass_on_fact(by=clinic.house.by("Ruth"), handed_id=it, now=NOW)

    found = one_handed(dana, it)
    assert found is not None
    assert (found.technician, found.passed_on_at) == ("Ruth", NOW)


def test_what_was_told_and_isnt_so_is_struck_on_the_timeline_until_it_is_put_right() -> None:
    clinic = a_clinic()
    it, dana = handed(clinic), clinic.house.by("Dana")
    pass_on_fact(by=clinic.house.by("Bruno"), handed_id=it, now=NOW)
    mark_untrue(by=clinic.house.by("Bruno"), handed_id=it, because="It is on backorder", now=NOW)

    (line,) = timeline_of(dana, customer_id=clinic.house.customer.id, before=NOW + DAY).lines

    assert (line.words, line.is_untrue, line.facts[0].now_is) == ("The fuser ships tomorrow.", True, "")
    tell_technician(by=clinic.house.by("Elena"), handed_id=it, truth="It ships next week.", now=NOW)
    (line,) = timeline_of(dana, customer_id=clinic.house.customer.id, before=NOW + DAY).lines
    assert line.facts[0].now_is == "It ships next week"


def test_told_without_a_signal_before_it_was_marked_untrue_is_told() -> None:
    clinic = a_clinic()
    it, bruno = handed(clinic), clinic.house.by("Bruno")
    mark_untrue(by=clinic.house.by("Elena"), handed_id=it, because="Backorder", now=NOW + HOUR)
    with pytest.raises(CannotSay, match="Don't pass this on"):
        pass_on_fact(by=bruno, handed_id=it, tapped_at=NOW + 2 * HOUR, now=NOW + 3 * HOUR)

    pass_on_fact(by=bruno, handed_id=it, tapped_at=NOW + HOUR / 2, now=NOW + 3 * HOUR)

    assert Statement.objects.get().at == NOW + HOUR / 2
    assert FactTold.objects.get().state == "untrue"
    tell_technician(by=clinic.house.by("Ruth"), handed_id=it, truth="Next week.", now=NOW + 3 * HOUR)
    with pytest.raises(CannotSay, match="tell them how it is"):
        correct_handed(by=clinic.house.by("Ruth"), handed_id=it, now=NOW + 3 * HOUR)


def test_what_was_put_right_meanwhile_is_said_to_whoever_told_it() -> None:
    clinic = a_clinic()
    it, ruth = handed(clinic), clinic.house.by("Ruth")
    mark_untrue(by=ruth, handed_id=it, because="Backorder", now=NOW)
    tell_technician(by=ruth, handed_id=it, truth="It ships next week.", now=NOW)
    assert [each.id for each in untrue_waiting(ruth)] == [it]
    correct_handed(by=ruth, handed_id=it, now=NOW)

    assert untrue_waiting(ruth) == ()
    with pytest.raises(CannotSay, match="It is: It ships next week"):
        pass_on_fact(by=clinic.house.by("Bruno"), handed_id=it, now=NOW)
