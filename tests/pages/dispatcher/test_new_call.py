"""Taking a call on one page."""

import re

import pytest
from django.urls import reverse
from tests.builders import a_branch, a_call, a_code, a_contact, a_contract, a_customer, a_machine, a_site
from tests.builders.desk import a_form, signed_in

from steadyhand.business.calls.models import Call
from steadyhand.business.customers.finding import CUSTOMER, keys_of_customer
from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.rules import OFFICE, Role
from steadyhand.shared.lookup import remember

pytestmark = pytest.mark.django_db
TOLD = {"problem": "Lines on every page", "urgency": "urgent", "call_type": "corrective"}


def a_findable_customer(name: str = "Chen Family Clinic") -> Customer:
    customer = a_customer(name)
    keys = keys_of_customer(name=name, ref=customer.ref, phone=customer.phone, country="US")
    remember(tenant_id=customer.tenant_id, target_kind=CUSTOMER, target_id=customer.id, home_id=customer.id, keys=keys)
    return customer


def test_only_the_desk_takes_calls() -> None:
    for role in OFFICE - {Role.DISPATCHER, Role.SERVICE_MANAGER} | {Role.TECHNICIAN}:
        assert signed_in(role).get(reverse("new-call")).status_code == 403


def test_it_says_that_the_customer_reads_the_problem() -> None:
    page = signed_in().get(reverse("new-call")).content.decode()

    assert "The customer reads it on their page, under “What you told us”." in page


def test_typing_finds_lines_to_choose_from() -> None:
    chen = a_findable_customer()

    page = signed_in().get(reverse("new-call-found"), {"q": "chen"}).content.decode()

    assert 'role="option"' in page
    assert f"customer={chen.id}" in page


def test_an_enter_with_one_hit_chooses_it() -> None:
    chen = a_findable_customer()

    response = signed_in().get(reverse("new-call"), {"q": "chen"})

    assert (response.status_code, response["Location"]) == (303, f"/calls/new/?customer={chen.id}")


def test_what_is_typed_in_vain_can_be_taken_anyway() -> None:
    client = signed_in()

    page = client.get(reverse("new-call-found"), {"q": "555-0199 000"}).content.decode()
    caller = client.get(reverse("new-call-caller"), {"said": "614 555 0199"}).content.decode()

    assert "Take it anyway" in page
    assert 'value="614 555 0199"' in re.findall(r"<input[^>]+caller_phone[^>]+>", caller)[0]


def test_a_chosen_machine_shows_entitlement_cautions_open_calls_and_history() -> None:
    customer = a_customer(is_on_credit_hold=True)
    machine = a_machine(site=a_site(customer), contract=a_contract(customer))
    a_contact(customer)
    call = a_call(machine=machine, ref="10055")

    page = signed_in().get(reverse("new-call-caller"), {"machine": str(machine.id)}).content.decode()

    for words in ("On credit hold", "Covered: parts, labour and toner.", "Call 10055", "Grace Chen", machine.serial):
        assert words in page
    assert reverse("call", args=[call.id]) in page


def test_a_call_is_taken_and_its_page_forgets_the_draft() -> None:
    machine, code = a_machine(), a_code()
    client = signed_in()

    form = a_form(machine=machine.id, problem_code=code.id, **TOLD)
    response = client.post(reverse("new-call"), form)

    call = Call.objects.get(tenant_id=machine.tenant_id)
    assert (response.status_code, response["Location"]) == (303, reverse("call", args=[call.id]))
    assert (call.machine_id, call.urgency, call.problem_code_id) == (machine.id, "urgent", code.id)
    page = client.get(response["Location"]).content.decode()
    assert f"Call {call.ref} is taken." in page
    assert 'data-draft-clear="new-call"' in page
    # Whoever had left that page before its scripts were read finds no draft of this call in the next form either.
    assert f'data-draft-sent="{form["form_key"]}"' in client.get(reverse("new-call")).content.decode()


def test_a_double_click_takes_one_call() -> None:
    machine, client = a_machine(), signed_in()
    form = a_form(machine=machine.id, **TOLD)

    first, second = client.post(reverse("new-call"), form), client.post(reverse("new-call"), form)

    assert Call.objects.filter(tenant_id=machine.tenant_id).count() == 1
    assert first["Location"] == second["Location"]


def test_an_unknown_caller_is_taken() -> None:
    branch = a_branch()

    signed_in().post(reverse("new-call"), a_form(caller_name="A Mr Doyle", caller_phone="614 555 0177", **TOLD))

    call = Call.objects.get(tenant_id=branch.tenant_id)
    assert (call.customer_id, call.caller_name, call.branch_id) == (None, "A Mr Doyle", branch.id)


def test_a_call_without_a_problem_is_sent_back_with_what_was_typed() -> None:
    a_branch()

    response = signed_in().post(reverse("new-call"), a_form(**(TOLD | {"problem": "", "caller_name": "Mr Doyle"})))

    page = response.content.decode()
    assert response.status_code == 422
    assert "Write it in the caller&#x27;s own words." in page
    assert 'value="Mr Doyle"' in page


def test_nobody_to_call_back_is_said() -> None:
    a_branch()

    response = signed_in().post(reverse("new-call"), a_form(**TOLD))

    assert response.status_code == 422
    assert "Nobody could be called back" in response.content.decode()


def test_a_machine_of_another_branch_is_not_there() -> None:
    machine = a_machine(site=a_site(a_customer(branch=a_branch("DAY"))))
    client = signed_in(branch=a_branch("COL"))

    page = client.get(reverse("new-call"), {"machine": str(machine.id)}).content.decode()
    response = client.post(reverse("new-call"), a_form(machine=machine.id, **TOLD))

    assert "no such machine at your branches" in page
    assert response.status_code == 422
    assert not Call.objects.filter(tenant_id=machine.tenant_id).exists()


def test_choosing_a_caller_asks_few_questions(django_assert_max_num_queries: object) -> None:
    customer = a_customer()
    machine = a_machine(site=a_site(customer), contract=a_contract(customer))
    for _ in range(7):
        a_call(machine=machine)
        a_contact(customer)
    client = signed_in()

    with django_assert_max_num_queries(24):  # type: ignore[operator]  # pytest-django's fixture
        client.get(reverse("new-call-caller"), {"machine": str(machine.id)})
