"""Questions while the caller talks, steps tried on the phone, and what is to be seen before anything is chosen."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from tests.builders import a_branch, a_call, a_code, a_customer, a_machine, a_meter, a_site
from tests.builders.desk import a_form, signed_in
from tests.builders.found import findable

from steadyhand.business.calls.models import Call, PhoneFix
from steadyhand.business.calls.rules import CallState, CallType, Urgency
from steadyhand.business.machines.models import Machine
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db
TOLD = {"problem": "Jams at tray 2", "urgency": "urgent", "call_type": "corrective"}
TRAY = "Push the tray in until it clicks, and make one copy."


def fault(**sent: Any) -> Any:
    """Return what the form is shown with after this was sent."""
    a_branch()
    return signed_in().post(reverse("new-call-fault"), a_form(**sent)).context


def a_jammed_machine() -> tuple[Machine, str]:
    return a_machine(), str(a_code("problem", "JAM").id)


def test_a_customer_with_one_machine_is_asked_about_that_one() -> None:
    machine = a_machine()

    page = signed_in().get(reverse("new-call-caller"), {"customer": str(machine.customer_id)}).content.decode()

    assert machine.serial in page
    assert "Another machine, or none" in page
    assert "Which machine?" not in page


def test_it_may_be_about_none_of_the_machines() -> None:
    machine = a_machine()

    asked = {"customer": str(machine.customer_id), "machine": "none"}
    page = signed_in().get(reverse("new-call-caller"), asked)

    assert page.context["known"].machine is None
    assert "Which machine?" in page.content.decode()


def test_a_machine_at_another_site_than_the_chosen_one_is_not_chosen() -> None:
    machine = a_machine()
    other = a_site(machine.customer, name="Harbor Street")

    asked = {"customer": str(machine.customer_id), "site": str(other.id)}
    known = signed_in().get(reverse("new-call-caller"), asked).context["known"]

    assert (known.machine, known.site.id) == (None, other.id)


def test_what_is_found_says_what_is_open_and_what_was_done_lately() -> None:
    machine = a_machine(serial="NV-442017")
    findable(machine)
    now = read_clock()
    a_call(machine=machine, ref="10071", taken_at=now)
    closed = {"state": CallState.CLOSED, "closed_at": now - timedelta(days=6), "closed_at_how": "observed"}
    a_call(machine=machine, problem="Streaks", taken_at=now - timedelta(days=7), **closed)

    page = signed_in().get(reverse("new-call-found"), {"q": "NV-442017"}).content.decode()

    assert "1 open about this machine" in page
    assert "somebody was there 6 days ago" in page
    assert "if it is the same again, it may be a callback" in page
    assert "No contract: everything is billable." in page


def test_finding_asks_few_questions(django_assert_max_num_queries: Any) -> None:
    for number in range(6):
        findable(a_machine(serial=f"NV-4420{number}"))
    client = signed_in()

    with django_assert_max_num_queries(30):
        client.get(reverse("new-call-found"), {"q": "NV-4420"})


def test_an_answer_leads_to_the_next_question_and_writes_the_problem() -> None:
    shown = fault(answers="what:2", answer="print-how:1")

    assert shown["asked"].heard.next_question.words == "Is the line there on a print from a computer too?"
    assert shown["form"]["problem"].value() == "The print looks wrong; lines or streaks"
    assert shown["form"]["answers"].value() == "what:2 print-how:1"


def test_answers_fill_in_code_urgency_and_call_type() -> None:
    toner = a_code("problem", "TONER")

    form = fault(answers="what:8", answer="supplies-what:4")["form"]

    filled = [form[name].value() for name in ("problem_code", "urgency", "call_type")]
    assert filled == [str(toner.id), Urgency.URGENT, CallType.SUPPLIES]


def test_what_was_chosen_or_written_by_hand_stays() -> None:
    by_hand = {"urgency": "can_wait", "problem": "It eats paper", "suggested": "urgency=normal&call_type=corrective"}

    form = fault(answers="what:1 paper-where:6", answer="paper-other-tray:2", **by_hand)["form"]

    assert (form["urgency"].value(), form["problem"].value()) == ("can_wait", "It eats paper")


def test_a_digit_typed_before_anybody_is_chosen_answers_nothing() -> None:
    machine = a_machine()

    unknown = signed_in().get(reverse("new-call")).content.decode()
    known = signed_in().get(reverse("new-call"), {"machine": str(machine.id)}).content.decode()

    assert ('data-key="1"' in unknown, 'data-key="1"' in known) == (False, True)


def test_what_was_typed_is_not_asked_again() -> None:
    shown = fault(problem="Scans no longer arrive by mail")

    assert shown["asked"].heard.next_question.words == "What was changed before it began?"


def test_a_mono_machine_is_not_asked_about_colours() -> None:
    machine = a_machine()
    a_meter(machine)

    shown = fault(machine=machine.id, answers="what:2", answer="print-how:7")

    assert shown["asked"].heard.next_question.topic == "how-bad"


def test_asking_again_forgets_the_answers() -> None:
    shown = fault(answers="what:2 print-how:1", again="1", problem="The print looks wrong; lines or streaks")

    assert shown["asked"].heard.next_question.topic == "what"
    assert shown["form"]["problem"].value() == ""


def test_an_answer_without_scripts_takes_nothing_yet() -> None:
    machine, _ = a_jammed_machine()

    response = signed_in().post(reverse("new-call"), a_form(machine=machine.id, answer="what:1"))

    assert response.status_code == 200
    assert "Where does the paper stop?" in response.content.decode()
    assert not Call.objects.filter(tenant_id=machine.tenant_id).exists()


def test_a_problem_code_brings_its_steps_and_how_often_they_helped() -> None:
    machine, jam = a_jammed_machine()
    for result in ("fixed", "not_fixed"):
        steps = {"phone_steps": [TRAY], "phone_result": result, "told_customer": "It works."}
        signed_in().post(reverse("new-call"), a_form(machine=machine.id, problem_code=jam, **TOLD, **steps))

    page = signed_in().post(reverse("new-call-fault"), a_form(problem_code=jam)).content.decode()

    assert TRAY in page
    assert "Helped 1 of 2 times within a year" in page


def test_what_worked_on_the_phone_closes_the_call_and_is_checked_on_a_later_day() -> None:
    machine, jam = a_jammed_machine()
    steps = {"phone_steps": [TRAY], "phone_result": "fixed", "told_customer": "The tray was open."}
    client = signed_in()

    response = client.post(reverse("new-call"), a_form(machine=machine.id, problem_code=jam, **TOLD, **steps))

    call = Call.objects.get(tenant_id=machine.tenant_id)
    fix = PhoneFix.objects.get(tenant_id=machine.tenant_id)
    assert (call.state, call.call_type) == (CallState.CLOSED, CallType.PHONE_FIX)
    assert fix.check_on is not None
    assert fix.check_on > read_clock().date() - timedelta(days=1)
    assert fix.check_on.weekday() < 5
    assert "is closed: fixed on the phone" in client.get(response["Location"]).content.decode()


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ({"phone_steps": [TRAY]}, "say whether it works now"),
        ({"phone_result": "fixed", "told_customer": "Done."}, "Tick what was tried"),
        ({"phone_steps": [TRAY], "phone_result": "fixed", "told_customer": ""}, "Write what you told the caller"),
    ],
)
def test_half_a_phone_fix_is_sent_back_and_takes_nothing(steps: dict[str, Any], said: str) -> None:
    machine, jam = a_jammed_machine()

    response = signed_in().post(reverse("new-call"), a_form(machine=machine.id, problem_code=jam, **TOLD, **steps))

    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Call.objects.filter(tenant_id=machine.tenant_id).exists()


def test_an_open_call_about_the_machine_is_told_beside_the_problem() -> None:
    call = a_call(ref="10080")

    page = signed_in().post(reverse("new-call-fault"), a_form(machine=call.machine_id)).content.decode()

    assert "If it is the same, don't take it twice." in " ".join(page.split())


def test_another_branch_is_not_looked_into() -> None:
    machine = a_machine(site=a_site(a_customer(branch=a_branch("DAY"))), serial="NV-442018")
    findable(machine)
    a_call(machine=machine, taken_at=read_clock())

    page = signed_in(branch=a_branch("COL")).get(reverse("new-call-found"), {"q": "NV-442018"}).content.decode()

    assert "NV-442018”" in page
    assert "open about this machine" not in page
