"""What a customer was told and is so no longer is owed to them by itself, until they know."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.builders.kept import row_of, what_happened
from tests.builders.promises import DAY, HOUR, NOW, Clinic, a_clinic, promise
from tests.builders.told import facts_of, told

from steadyhand.business.calls.actions.cancel_visit import cancel_visit
from steadyhand.business.calls.actions.move_visit import move_visit
from steadyhand.business.calls.models import Visit
from steadyhand.business.conversations.actions.keep_told_true import LOOK, keep_told_true
from steadyhand.business.conversations.actions.tell_correction import Telling, tell_correction
from steadyhand.business.conversations.models import Correction, FactTold, Statement
from steadyhand.business.conversations.reading_records import Records
from steadyhand.business.conversations.rules import CannotSay, FactKind, Source
from steadyhand.business.conversations.saying import FactSaid
from steadyhand.business.conversations.truth import Is
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.business.promises.actions.renegotiate import Agreed, renegotiate
from steadyhand.business.promises.actions.restore_promise import restore_promise
from steadyhand.business.promises.actions.withdraw import withdraw
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import the_system
from steadyhand.shared.models import Job

pytestmark = pytest.mark.django_db
STEPS = ("move", "cancel", "tell", "give", "take")


def look(clinic: Clinic, *, now: datetime = NOW) -> int:
    return keep_told_true(by=the_system(clinic.call.tenant_id, "Steadyhand"), now=now).count


def told_of_visit(clinic: Clinic, visit: Visit) -> FactTold:
    """Return that Dana has told Grace when somebody comes."""
    assert visit.planned_for is not None
    at = visit.planned_for
    fact = FactSaid(
        kind=FactKind.TIME,
        words="on Tuesday at ten",
        start=18,
        end=35,
        value={"from_at": (at - HOUR).isoformat(), "until_at": (at + HOUR).isoformat()},
        source=Source.VISIT,
        source_id=visit.id,
    )
    return facts_of(told(clinic, "Good news. We come on Tuesday at ten. Until then!", facts=(fact,)))[0]


def moved(clinic: Clinic, visit: Visit, *, to: datetime, now: datetime = NOW) -> None:
    fresh = Visit.objects.get(id=visit.id)
    move_visit(
        by=clinic.house.by("Dana"),
        visit_id=visit.id,
        version=fresh.version,
        technician_id=fresh.technician_id,  # type: ignore[arg-type]  # it has one
        starts_at=to,
        minutes=60,
        now=now,
    )


def test_a_promise_is_told_as_it_is_given() -> None:
    clinic = a_clinic()

    given = clinic.gives()

    row = Statement.objects.get()
    assert row.words == "Somebody is with you on Thursday before noon."
    assert (row.with_whom, row.channel) == ("Grace Chen", "phone")
    assert row.promise_id == given.id
    assert FactTold.objects.get().words == "on Thursday before noon"
    assert look(clinic) == 0


def test_who_agrees_to_another_time_knows_it_already() -> None:
    clinic = a_clinic()
    given = clinic.gives()

    agreed = Agreed(by_at=promise(given.id).by_at + DAY, with_whom="Grace Chen", channel=Channel.PHONE, why="Late")
    renegotiate(by=clinic.house.by("Dana"), promise_id=given.id, version=1, agreed=agreed, now=NOW)

    assert sorted(FactTold.objects.values_list("state", flat=True)) == ["stands", "told_anew"]
    assert look(clinic) == 0
    assert not Correction.objects.exists()


def test_a_moved_visit_is_owed_to_who_was_told_of_it() -> None:
    clinic = a_clinic()
    visit = clinic.visit(planned_for=NOW + DAY)
    fact = told_of_visit(clinic, visit)

    moved(clinic, visit, to=NOW + 3 * DAY)
    assert Job.objects.filter(kind=LOOK).exists()
    assert look(clinic) == 1

    owed, row = Correction.objects.get(), row_of(Correction.objects.get().followup_id)
    assert (owed.was, owed.now_is) == ("We come on Tuesday at ten.", "Somebody is with you Thursday at 10:00 am")
    assert owed.ready_text == (
        "Hello Grace Chen, this is Lakeside Office Machines. We told you: We come on Tuesday at ten. That has changed, "
        "and we want you to know. This is how it stands now: Somebody is with you Thursday at 10:00 am."
    )
    assert (row.kind, row.state, clinic.house.name_of(row.owner_id)) == ("correction_owed", "open", "Dana")
    assert look(clinic) == 0
    fact.refresh_from_db()
    assert fact.state == "untrue"


def test_only_telling_them_ends_it() -> None:
    clinic = a_clinic()
    visit = clinic.visit(planned_for=NOW + DAY)
    told_of_visit(clinic, visit)
    cancel_visit(by=clinic.house.by("Dana"), visit_id=visit.id, version=1, why="Ill", now=NOW)
    look(clinic)
    owed = Correction.objects.get()
    with pytest.raises(CannotHappen, match="tell them there"):
        end_followup(by=clinic.house.by("Dana"), followup_id=owed.followup_id, outcome="corrected", words="x", now=NOW)

    telling = Telling(channel=Channel.PHONE, words=owed.ready_text)
    tell_correction(by=clinic.house.by("Dana"), correction_id=owed.id, telling=telling, now=NOW + HOUR)

    owed.refresh_from_db()
    assert (owed.how, owed.told_by.words if owed.told_by else "") == ("corrected", owed.ready_text)
    assert row_of(owed.followup_id).outcome == "corrected"
    assert "contact_made" in what_happened(owed.followup_id) or what_happened(owed.followup_id)[-1] == "ended"
    with pytest.raises(CannotSay, match="isn't owed any more"):
        tell_correction(by=clinic.house.by("Dana"), correction_id=owed.id, telling=telling, now=NOW + HOUR)


def test_what_comes_back_to_what_they_were_told_is_owed_no_more() -> None:
    clinic = a_clinic()
    visit = clinic.visit(planned_for=NOW + DAY)
    told_of_visit(clinic, visit)
    moved(clinic, visit, to=NOW + 3 * DAY)
    look(clinic)

    moved(clinic, visit, to=NOW + DAY)
    look(clinic)

    assert Correction.objects.get().how == "true_again"
    assert FactTold.objects.get().state == "stands"


def test_what_moves_again_is_one_correction_with_the_newest_words() -> None:
    clinic = a_clinic()
    visit = clinic.visit(planned_for=NOW + DAY)
    told_of_visit(clinic, visit)
    moved(clinic, visit, to=NOW + 2 * DAY)
    look(clinic)
    moved(clinic, visit, to=NOW + 3 * DAY)
    look(clinic)

    assert Correction.objects.get().now_is == "Somebody is with you Thursday at 10:00 am"


def test_a_promise_that_nobody_took_back_is_owed() -> None:
    clinic = a_clinic()
    given = clinic.gives()
    withdraw(by=clinic.house.by("Dana"), promise_id=given.id, why="Not needed", is_their_word=False, now=NOW)
    assert look(clinic) == 1

    again = clinic.gives(now=NOW + HOUR)

    assert Correction.objects.get().how == "corrected"
    assert promise(again.id).state == "open"


def test_what_they_took_back_themselves_is_not() -> None:
    clinic = a_clinic()
    given = clinic.gives()
    withdraw(by=clinic.house.by("Dana"), promise_id=given.id, why="We bought a new one", now=NOW)

    assert look(clinic) == 0
    assert Statement.objects.get(direction="from_them").words == "We bought a new one"
    restore_promise(by=clinic.house.by("Dana"), promise_id=given.id, why="Slip", now=NOW)
    assert FactTold.objects.get().state == "stands"


class Kept(TestCase):
    """No fact told of a record that has changed is ever left without an open correction."""

    @settings(max_examples=12)
    @given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(1, 5)), max_size=7))
    def test_no_untrue_fact_is_left_alone(self, steps: list[tuple[str, int]]) -> None:
        clinic, now = a_clinic(), NOW
        visit = clinic.visit(planned_for=NOW + DAY)
        told_of_visit(clinic, visit)
        for step, days in steps:
            now += timedelta(minutes=10)
            self.does(clinic, visit, step, days, now)

            look(clinic, now=now)
            live = list(FactTold.objects.filter(state__in=("stands", "untrue")).select_related("statement"))
            records = Records(clinic.call.tenant_id, live, now)
            owed = set(Correction.objects.filter(closed_at__isnull=True).values_list("fact_id", flat=True))
            assert owed == {fact.id for fact in live if records.truth(fact).stands is Is.CHANGED}

    def does(self, clinic: Clinic, visit: Visit, step: str, days: int, now: datetime) -> None:
        dana, fresh = clinic.house.by("Dana"), Visit.objects.get(id=visit.id)
        owed = Correction.objects.filter(closed_at__isnull=True).first()
        if step == "move" and fresh.state == "planned" and fresh.planned_for != NOW + days * DAY:
            moved(clinic, visit, to=NOW + days * DAY, now=now)
        elif step == "cancel" and fresh.state == "planned":
            cancel_visit(by=dana, visit_id=visit.id, version=fresh.version, why="Ice", now=now)
        elif step == "tell" and owed is not None:
            telling = Telling(channel=Channel.PHONE, words=owed.ready_text)
            tell_correction(by=dana, correction_id=owed.id, telling=telling, now=now)
        elif step in ("give", "take"):
            self.gives_or_takes(clinic, step, days, now)

    def gives_or_takes(self, clinic: Clinic, step: str, days: int, now: datetime) -> None:
        from steadyhand.business.promises.models import Promise  # noqa: PLC0415

        open_one = Promise.objects.filter(state="open").first()
        if step == "give" and open_one is None:
            clinic.gives(by_at=NOW + (days + 1) * DAY, sooner_because="Bruno is next door", now=now)
        elif step == "take" and open_one is not None:
            by, why = clinic.house.by("Dana"), "No part"
            withdraw(by=by, promise_id=open_one.id, why=why, is_their_word=days % 2 == 0, now=now)
