from datetime import timedelta
from uuid import UUID

from tests.builders.followups import BRUNO, ELENA, MONDAY, RUTH, WALT, a_followup

from steadyhand.business.followups.rules import events as e
from steadyhand.business.followups.rules.hearing import hears
from steadyhand.business.followups.rules.kinds import ClockName

LATER = MONDAY + timedelta(hours=1)


def test_everybody_who_listens_hears_but_the_one_who_did_it() -> None:
    contacted = e.Contacted(at=LATER, by=ELENA, words="Rang Grace", channel="phone")

    assert hears(contacted, a_followup(contacted)) == {BRUNO}


def test_who_gets_it_hears_that_they_have_it() -> None:
    moved = e.OwnerChanged(at=LATER, by=None, owner=WALT, why=e.Moved.ON_LEAVE)

    assert hears(moved, a_followup(moved)) == {BRUNO, WALT}


def test_a_step_up_the_ladder_is_told_to_whom_it_climbs_and_a_note_to_nobody() -> None:
    climbed = e.Escalated(at=LATER, by=None, clock=ClockName.CONTACT, percent=100, told=RUTH)
    noted = e.Noted(at=LATER, by=ELENA, words="Looked at it")

    assert hears(climbed, a_followup(climbed)) == {RUTH}
    assert hears(noted, a_followup(noted)) == frozenset()


def test_who_listened_to_both_hears_of_a_merge_once() -> None:
    took_in = e.TookIn(at=LATER, by=RUTH, other=UUID(int=9), listeners=frozenset({WALT}), waiting_since=None)

    assert hears(took_in, a_followup(took_in)) == {BRUNO, ELENA}
