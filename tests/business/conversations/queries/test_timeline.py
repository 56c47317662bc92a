"""Everything that was said, newest first; what is so no longer is struck and stands on top."""

import pytest
from tests.builders.field import a_closing, closed
from tests.builders.promises import DAY, HOUR, NOW, a_clinic
from tests.builders.told import told

from steadyhand.business.calls.actions.arrive import arrive
from steadyhand.business.conversations.actions.keep_told_true import keep_told_true
from steadyhand.business.conversations.queries.timeline import timeline_of, told_lately
from steadyhand.business.conversations.rules import Direction
from steadyhand.business.promises.actions.withdraw import withdraw
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import the_system

pytestmark = pytest.mark.django_db


def test_every_channel_stands_on_one_line_and_what_changed_is_struck() -> None:
    clinic = a_clinic()
    dana, customer = clinic.house.by("Dana"), clinic.house.customer
    given = clinic.gives()
    told(clinic, "Please come after two.", direction=Direction.FROM_THEM, channel=Channel.PAGE, now=NOW + HOUR)
    withdraw(by=dana, promise_id=given.id, why="No part", is_their_word=False, now=NOW + HOUR)
    keep_told_true(by=the_system(customer.tenant_id, "Steadyhand"), now=NOW + HOUR)

    found = timeline_of(dana, customer_id=customer.id, before=NOW + DAY)

    assert [line.words for line in found.lines] == [
        "Please come after two.",
        "Somebody is with you on Thursday before noon.",
    ]
    assert (found.lines[1].is_untrue, found.lines[1].rests_on) == (True, ("Promise: Thursday, before noon",))
    assert found.lines[1].facts[0].now_is == "There is no time for it yet; we agree on one with you"
    assert [each.was for each in found.owed] == ["Somebody is with you on Thursday before noon."]
    at_site = timeline_of(dana, site_id=clinic.call.site_id, before=NOW + DAY)
    assert at_site.lines == found.lines
    lately = told_lately(dana, customer_id=customer.id, now=NOW + DAY)
    assert [line.is_untrue for line in lately] == [True, False]


def test_visits_from_before_the_record_stand_in_it() -> None:
    clinic = a_clinic()
    visit = clinic.visit(planned_for=NOW)
    arrive(by=clinic.house.by("Bruno"), visit_id=visit.id, version=1, now=NOW)
    closed(visit, a_closing(), at=NOW + HOUR)

    found = timeline_of(clinic.house.by("Dana"), customer_id=clinic.house.customer.id, before=NOW + DAY)

    (line,) = found.lines
    assert (line.statement_id, line.words.split("\n")[0]) == (None, "The rollers were worn; I put in new ones.")
