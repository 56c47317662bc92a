"""What a colleague hands over has a giver and a source; when it isn't so, the technician hears first."""

from uuid import UUID

import pytest
from tests.builders.kept import row_of
from tests.builders.promises import DAY, NOW, Clinic, a_clinic

from steadyhand.business.conversations.actions.correct_handed import correct_handed, tell_technician
from steadyhand.business.conversations.actions.hand_fact import Handing, hand_fact
from steadyhand.business.conversations.actions.mark_untrue import mark_untrue
from steadyhand.business.conversations.actions.pass_on_fact import pass_on_fact
from steadyhand.business.conversations.actions.tell_correction import Telling
from steadyhand.business.conversations.models import FactTold, Statement
from steadyhand.business.conversations.queries.handed import handed_to, one_handed, untrue_by_department
from steadyhand.business.conversations.rules import CannotSay
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.models import OutgoingMessage

pytestmark = pytest.mark.django_db


def handed(clinic: Clinic, *, source: str = "supplier's confirmation, 10:42") -> UUID:
    handing = Handing(
        call_id=clinic.call.id,
        technician_user_id=clinic.house.id_of("Bruno"),
        words="The fuser ships tomorrow.",
        source_words=source,
    )
    return hand_fact(by=clinic.house.by("Elena"), handing=handing, now=NOW)


def test_it_is_told_in_its_givers_name() -> None:
    clinic = a_clinic()
    it = handed(clinic)
    assert [each.words for each in handed_to(clinic.house.by("Bruno"), call_id=clinic.call.id)] == [
        "The fuser ships tomorrow."
    ]

    pass_on_fact(by=clinic.house.by("Bruno"), handed_id=it, now=NOW)

    fact = FactTold.objects.get()
    assert (fact.giver_name, fact.source_words, fact.verdict) == ("Elena", "supplier's confirmation, 10:42", "asked")
    assert Statement.objects.get().by_name == "Bruno"
    assert handed_to(clinic.house.by("Bruno"), call_id=clinic.call.id) == ()
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
