"""What history is clear about stands there beforehand, to be read and changed; never where it would be untrue."""

import html
import re
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.builders.field import a_visit_on_site, fresh, its_technician, today_at
from tests.builders.fixes import a_jam_with_history, fixed_before
from tests.builders.record import a_code

from steadyhand.business.calls.models import Code, Visit
from steadyhand.business.calls.queries.closing import Fix, closing_of, parts_used_on
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.conversations.plain_words.library import shipped
from steadyhand.business.machines.models import Part
from steadyhand.pages.technician.suggested import fix_value

pytestmark = pytest.mark.django_db
TOLD = "The rollers that feed the paper were worn. We put in new rollers."


@pytest.fixture
def jam(client: Client) -> tuple[Visit, Part]:
    """Return Bruno at a jam that new rollers have ended four times out of four, each time two of them."""
    call, rollers = a_jam_with_history()
    visit = a_visit_on_site(call=call, at=today_at(0), planned_for=today_at(15))
    assert visit.technician is not None
    assert visit.technician.user is not None
    client.force_login(visit.technician.user)
    return visit, rollers


def the_fix(visit: Visit) -> Fix:
    facts = closing_of(its_technician(visit), visit.id)
    assert facts is not None
    return facts.fixes[0]


def close(client: Client, visit: Visit, **facts: object) -> HttpResponse:
    sent = {"version": fresh(visit).version, "form_key": str(uuid4()), "outcome": "done", "told_customer": TOLD}
    return client.post(f"/visits/{visit.id}/close/", sent | facts)  # type: ignore[return-value]


def suggested(client: Client, visit: Visit, **chosen: str) -> str:
    return client.get(f"/visits/{visit.id}/suggested/", chosen).content.decode()


def one_line(page: str) -> str:
    return re.sub(r"\s+", " ", page)


def test_a_clear_fix_is_selected_with_its_parts_ticked_and_its_words_written(
    client: Client, jam: tuple[Visit, Part]
) -> None:
    visit, rollers = jam

    page = one_line(client.get(f"/visits/{visit.id}/close/").content.decode())

    assert re.search(rf'value="{re.escape(fix_value(the_fix(visit)))}"[^>]* checked', page)
    assert re.search(rf'name="usual" value="{rollers.id}:2" checked', page)
    assert "2 × Pickup rollers" in page
    assert "used in 4 of 4" in page
    assert f"{TOLD}</textarea>" in page.replace("\n", "")


def test_what_history_is_not_clear_about_is_offered_and_not_selected(client: Client, jam: tuple[Visit, Part]) -> None:
    visit, _rollers = jam
    machine, problem = visit.call.machine, visit.call.problem_code
    assert machine is not None
    assert machine.model is not None
    assert problem is not None
    cause, correction = a_code("cause", "DAMP", name="Damp paper"), a_code("correction", "DRY", name="Dry paper")
    fixed_before(machine.model, problem, cause, correction, times=4)

    page = client.get(f"/visits/{visit.id}/close/").content.decode()

    assert "(4 of 8 on a Norvik C450)" in page
    assert not re.search(r'name="fix"[^>]* checked', page)
    assert 'name="usual"' not in page
    assert TOLD not in page


def test_ticked_parts_are_noted_and_an_unticked_one_is_not(client: Client, jam: tuple[Visit, Part]) -> None:
    visit, rollers = jam
    fix = fix_value(the_fix(visit))

    close(client, visit, fix=fix, usual_shown=f"{rollers.id}:2")
    assert parts_used_on(its_technician(visit), visit.id) == ()

    client.post(f"/visits/{visit.id}/reopen/", {"version": fresh(visit).version, "form_key": str(uuid4())})
    close(client, visit, fix=fix, usual_shown=f"{rollers.id}:2", usual=f"{rollers.id}:2")
    assert [(line.part.id, line.quantity) for line in parts_used_on(its_technician(visit), visit.id)] == [
        (rollers.id, 2)
    ]


def test_a_part_that_was_noted_counts_as_noted_and_not_twice(client: Client, jam: tuple[Visit, Part]) -> None:
    visit, rollers = jam
    client.post(f"/visits/{visit.id}/parts/", {"add": f"{rollers.id}:1"})

    page = client.get(f"/visits/{visit.id}/close/").content.decode()
    close(client, visit, fix=fix_value(the_fix(visit)), usual=f"{rollers.id}:2")

    assert 'name="usual"' not in page
    assert [line.quantity for line in parts_used_on(its_technician(visit), visit.id)] == [1]


def test_a_visit_that_waits_took_no_parts_and_has_no_correction(client: Client, jam: tuple[Visit, Part]) -> None:
    visit, rollers = jam
    fix = the_fix(visit)

    close(
        client,
        visit,
        outcome="parts",
        next_step="We call you.",
        fix=fix_value(fix),
        usual=f"{rollers.id}:2",
    )

    after = fresh(visit)
    assert after.state == VisitState.PARTS
    assert fix.cause is not None
    assert (after.cause_code_id, after.correction_code_id) == (fix.cause.id, None)
    assert parts_used_on(its_technician(visit), visit.id) == ()


@pytest.mark.parametrize(
    ("outcome", "next_step"),
    [
        ("parts", r"I&#x27;m asking for the part today\. We&#x27;ll call you by \w+day \d+ \w+ with the day we come"),
        ("it", r"Our IT team takes it from here\. They&#x27;ll call you by \w+day \d+ \w+\."),
        ("hands", r"It takes two of us\. We&#x27;ll call you by \w+day \d+ \w+ with the day we come back\."),
    ],
)
def test_before_it_waits_there_is_one_card_to_say(
    client: Client, jam: tuple[Visit, Part], outcome: str, next_step: str
) -> None:
    visit, _rollers = jam

    card = one_line(suggested(client, visit, outcome=outcome, fix=fix_value(the_fix(visit))))

    assert "Say this" in card
    assert '<p data-suggests="id_told_customer">The rollers that feed the paper were worn.</p>' in card
    assert re.search(next_step, card)
    assert 'name="usual"' not in card
    # The day is said in full: read tomorrow, "tomorrow" would be wrong.
    assert "tomorrow" not in card


def test_two_codes_chosen_by_hand_suggest_what_they_say(client: Client, jam: tuple[Visit, Part]) -> None:
    visit, rollers = jam
    cause = a_code("cause", "DAMP", name="Damp paper", plain_words="The paper was damp.")
    correction = Code.objects.of(visit.tenant_id).get(code="NEW")

    answer = suggested(
        client, visit, outcome="done", fix="else", cause_code=f"{cause.id}", correction_code=f"{correction.id}"
    )

    assert "The paper was damp. We put in new rollers." in answer
    assert f'value="{rollers.id}:2"' in answer


def test_a_part_unticked_stays_unticked_when_something_else_is_chosen(client: Client, jam: tuple[Visit, Part]) -> None:
    visit, rollers = jam
    fix = fix_value(the_fix(visit))

    ticked = suggested(client, visit, fix=fix, usual_shown=f"{rollers.id}:2", usual=f"{rollers.id}:2")
    unticked = suggested(client, visit, fix=fix, outcome="done", usual_shown=f"{rollers.id}:2")

    assert re.search(r'name="usual"[^>]* checked', ticked)
    assert not re.search(r'name="usual"[^>]* checked', unticked)


def test_without_scripts_a_form_sent_back_holds_the_words_to_say(client: Client, jam: tuple[Visit, Part]) -> None:
    visit, _rollers = jam

    response = close(client, visit, outcome="it", told_customer="", fix=fix_value(the_fix(visit)))

    page = response.content.decode()
    assert response.status_code == 422
    assert "Our IT team takes it from here." in page
    assert "The rollers that feed the paper were worn.</textarea>" in page


def test_what_was_written_before_is_not_replaced(client: Client, jam: tuple[Visit, Part]) -> None:
    visit, _rollers = jam
    close(client, visit, told_customer="My own words.", fix=fix_value(the_fix(visit)))
    client.post(f"/visits/{visit.id}/reopen/", {"version": fresh(visit).version, "form_key": str(uuid4())})

    page = client.get(f"/visits/{visit.id}/close/").content.decode()

    assert "My own words.</textarea>" in page
    assert TOLD not in page


def test_a_cancelled_visit_suggests_nothing(client: Client, jam: tuple[Visit, Part]) -> None:
    visit, _rollers = jam

    answer = one_line(suggested(client, visit, outcome="cancelled", fix=fix_value(the_fix(visit))))

    assert '<p data-suggests="id_told_customer"></p> <p data-suggests="id_next_step"></p>' in answer


def test_codes_without_words_of_their_own_are_said_in_the_librarys(client: Client, jam: tuple[Visit, Part]) -> None:
    visit, _rollers = jam
    cause = a_code("cause", "17-B", name="Pickup rollers worn")
    correction = a_code("correction", "CLEANED", name="Put right", plain_words="")
    unknown = a_code("cause", "XYZZY", name="Frobnicated", plain_words="")
    Code.objects.filter(id=cause.id).update(plain_words="")

    said = suggested(client, visit, outcome="done", cause_code=str(cause.id), correction_code=str(correction.id))

    assert f"{shipped()['rollers-worn'].words} {shipped()['rollers-cleaned'].words}" in html.unescape(one_line(said))
    said = suggested(client, visit, outcome="done", cause_code=str(unknown.id))
    assert '<p data-suggests="id_told_customer"></p>' in one_line(said)
