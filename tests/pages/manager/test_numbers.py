"""Every number opens its definition and the rows behind it, and the two agree."""

import csv
from datetime import datetime, timedelta
from io import StringIO
from typing import Any, cast

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from tests.builders import (
    MONDAY,
    a_branch,
    a_call,
    a_code,
    a_customer,
    a_dealership,
    a_machine,
    a_site,
    a_user,
    a_visit,
)

from steadyhand.business.calls.models import Call, PhoneFix
from steadyhand.business.dealership.models import Branch
from steadyhand.business.dealership.rules import Role
from steadyhand.business.insight.actions.reckon import reckon
from steadyhand.business.insight.metrics import METRICS, Kind
from steadyhand.business.machines.models import Machine
from steadyhand.shared.actor import the_system
from steadyhand.shared.clock import How

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
YEAR = "?period=2026"


def repaired(machine: Machine, at: datetime, *, how: How = How.OBSERVED, **facts: Any) -> Call:
    """Return a call answered within an hour and finished in two."""
    call = a_call(
        machine=machine, taken_at=at, closed_at=at + 2 * HOUR, closed_at_how=How.OBSERVED, state="closed", **facts
    )
    a_visit(
        call=call,
        state="done",
        arrived_at=at + HOUR,
        arrived_at_how=how,
        finished_at=at + 2 * HOUR,
        finished_at_how=how,
    )
    return call


def a_year(branch: Branch | None = None) -> list[Call]:
    """Return a machine's calls of 2026: an original one, a callback and calls of every other kind around them."""
    machine = a_machine(site=a_site(a_customer(branch=branch)))
    calls = [repaired(machine, MONDAY + day * DAY) for day in (0, 100, 200, 210)]
    calls.append(repaired(machine, MONDAY + 220 * DAY, call_type="preventive"))
    calls.append(repaired(machine, MONDAY + 222 * DAY))
    held = a_call(machine=machine, taken_at=MONDAY + 224 * DAY, state="waiting", waiting_for="parts")
    a_visit(call=held, state="parts", arrived_at=MONDAY + 225 * DAY, arrived_at_how=How.DEFAULTED)
    network = a_code("problem", f"NET-{machine.ref}", caused_by="network")
    calls += [held, repaired(machine, MONDAY + 40 * DAY, problem_code=network)]
    phoned = a_call(machine=machine, taken_at=MONDAY + 50 * DAY, state="closed", call_type="phone_fix")
    PhoneFix.objects.create(
        tenant_id=phoned.tenant_id, call=phoned, tried_at=phoned.taken_at, was_fixed=True, has_held=True
    )
    calls.append(phoned)
    calls.append(a_call(machine=machine, taken_at=MONDAY + 60 * DAY, state="cancelled"))
    return calls


def reckoned() -> None:
    reckon(by=the_system(a_dealership().id, "the numbers"), now=MONDAY + 300 * DAY)


@pytest.fixture
def marta(client: Client) -> Client:
    client.force_login(a_user(Role.SERVICE_MANAGER))
    return client


def test_before_the_first_reckoning_it_says_so(marta: Client) -> None:
    text = marta.get("/numbers/").content.decode()

    assert "being reckoned for the first time" in text
    assert "No calls in this time" in text


@pytest.mark.parametrize("key", METRICS)
def test_a_number_is_what_its_rows_add_up_to(marta: Client, key: str) -> None:
    a_year()
    reckoned()

    pages = {which: marta.get(f"/numbers/{key}/{YEAR}&which={which}").context for which in ("top", "rest", "all")}
    overview = marta.get(f"/numbers/{YEAR}").context
    card = next(card for _, cards in overview["groups"] for card in cards if card["url"].startswith(f"/numbers/{key}/"))

    top, rest, everything = (len(pages[which]["rows"]) for which in ("top", "rest", "all"))
    assert top + rest == everything
    assert pages["top"]["card"] == card
    if METRICS[key].kind is Kind.SHARE and key != "completion":
        assert (card["of"] == f"{top} of {everything}") or (card["is_empty"] and everything == 0)
    if key == "completion":
        # Eight visits ended, the preventive one and the network's among them; the held one was not done.
        assert (card["of"], top, everything) == ("7 of 8", 7, 8)
    if METRICS[key].kind is Kind.WAIT:
        assert card["of"] == f"{top} calls"


def test_every_row_says_why(marta: Client) -> None:
    calls = a_year()
    reckoned()

    rows = marta.get(f"/numbers/callbacks/{YEAR}").context["rows"]
    why = {row.number: said for row, said in rows}

    assert set(why) == {calls[3].ref, calls[6].ref}
    assert why[calls[3].ref].startswith(f"Callback: 9.9 days after call {calls[2].ref}, less than the limit of")


def test_a_call_after_maintenance_stands_apart(marta: Client) -> None:
    calls = a_year()
    reckoned()

    (row, said) = marta.get(f"/numbers/after-maintenance/{YEAR}").context["rows"][0]

    assert row.number == calls[5].ref
    assert said.startswith(f"After maintenance: 1.9 days after call {calls[4].ref}")


def test_a_defaulted_arrival_is_no_response(marta: Client) -> None:
    calls = a_year()
    reckoned()

    rows = marta.get(f"/numbers/response/{YEAR}&which=rest").context["rows"]

    assert [(row.number, said) for row, said in rows] == [
        (calls[6].ref, "On site: not known: nobody said when the technician arrived")
    ]


def test_rows_go_out_as_a_file_that_no_spreadsheet_runs(marta: Client) -> None:
    machine = a_machine(site=a_site(a_customer("=HYPERLINK(1)")))
    repaired(machine, MONDAY)
    reckoned()

    answer = cast("StreamingHttpResponse", marta.get(f"/numbers/first-time-fix/rows.csv{YEAR}"))
    text = b"".join(cast("Any", answer.streaming_content)).decode("utf-8-sig")

    heading, row = csv.reader(StringIO(text))
    assert heading == ["Call number", "Taken at", "Customer", "Machine", "Call type", "Why"]
    assert (row[1], row[2], row[5]) == ("2026-03-09 09:00", "'=HYPERLINK(1)", "One visit, and it ended done")


def test_pages_of_rows_hang_together(marta: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("steadyhand.business.insight.queries.rows.PAGE", 3)
    machine = a_machine()
    numbers = [repaired(machine, MONDAY + day * DAY).ref for day in range(8)][::-1]
    reckoned()

    def shown(address: str) -> tuple[list[str], dict[str, str]]:
        context = marta.get(address).context
        urls = {"next": context["next_url"], "previous": context["previous_url"]}
        return [row.number for row, _ in context["rows"]], urls

    first, urls = shown(f"/numbers/first-time-fix/{YEAR}")
    second, urls_of_second = shown(urls["next"])
    third, urls_of_third = shown(urls_of_second["next"])
    back, _ = shown(urls_of_third["previous"])

    assert first + second + third == numbers
    assert (back, urls["previous"], urls_of_third["next"]) == (second, "", "")


def test_a_manager_of_one_branch_sees_only_its_numbers(client: Client) -> None:
    columbus, dayton = a_branch("COL"), a_branch("DAYT")
    a_year(columbus)
    repaired(a_machine(site=a_site(a_customer(branch=dayton))), MONDAY)
    reckoned()
    client.force_login(a_user(Role.SERVICE_MANAGER, branch=dayton))

    page = client.get(f"/numbers/first-time-fix/{YEAR}&branch=COL").context

    assert (page["card"]["of"], len(page["rows"])) == ("1 of 1", 1)
    assert client.get(f"/numbers/{YEAR}").context["calls"] == 1
    assert [row["of"] for row in client.get(f"/numbers/models/{YEAR}").context["models"]] == ["0 of 1"]
    assert len(client.get("/numbers/machines/").context["machines"]) == 1


def test_models_stand_beside_their_norms(marta: Client) -> None:
    a_year()
    reckoned()

    context = marta.get(f"/numbers/models/{YEAR}").context

    (row,) = context["models"]
    assert (row["state"][0], row["usual_days"].endswith("days"), context["version"].number) == (
        "too few to say",
        True,
        1,
    )
    assert row["fitted"] == "too few to fit"


def test_few_are_said_to_be_few(marta: Client) -> None:
    a_year()
    reckoned()

    assert "one more or less would move this a lot" in marta.get(f"/numbers/callbacks/{YEAR}").content.decode()


def test_an_unknown_number_is_not_there(marta: Client) -> None:
    assert marta.get("/numbers/calls-a-day/").status_code == 404


def test_an_address_that_can_not_be_read_means_the_last_full_month(marta: Client) -> None:
    assert marta.get("/numbers/?period=2026-13&branch=NOWHERE").context["bar"]["period"].kind == "month"
