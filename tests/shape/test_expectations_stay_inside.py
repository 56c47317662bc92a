"""The plan's own expectation, the engine's times and odds are the house's: nothing a customer reads can reach them."""

import ast
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from tests.builders.promises import a_clinic
from tests.shape.test_obstacles_stay_inside import NAMED, SRC, TEMPLATES, customers_modules, file_of, reached_from

from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import PromiseKind, PromiseState
from steadyhand.flows.visit.customer_link import make_customer_link
from steadyhand.shared.clock import read_clock

# What of promises may be loaded with a customer's page: the table itself, its words, and the question that leaves all
# else unread. Nothing that forecasts, offers, watches or counts.
MAY_LOAD = {
    "steadyhand.business.promises",
    "steadyhand.business.promises.models",
    "steadyhand.business.promises.queries",
    # Which promises stand for one another, for whoever keeps what a customer was told.
    "steadyhand.business.promises.queries.chains",
    "steadyhand.business.promises.queries.customers_word",
    "steadyhand.business.promises.rules",
    "steadyhand.business.promises.speaking",
}
# The columns and words that stay inside.
INSIDE = {
    "expected_at", "earliest_at", "odds_share", "odds_now", "odds_by", "target_share", "forecast", "segment",
    "is_sooner", "sooner_because", "at_risk_because", "at_risk_at", "ended_because", "cause", "cause_words",
}  # fmt: skip
# 3:33 at night, which no other time on the page is.
SECRET = (3, 33)


def names_in(path: Path) -> set[str]:
    """Return every name, attribute and word that a file uses."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            found.add(node.value)
    return found


def what_customers_are_told() -> list[Path]:
    """Return the files that make words for customers: their pages, and what is sent or read to them."""
    files = [*(SRC / "steadyhand/pages/customer").glob("*.py")]
    files += [SRC / "steadyhand/business/promises/speaking.py"]
    files += [SRC / "steadyhand/business/promises/queries/customers_word.py"]
    files += [*(SRC / "steadyhand/business/promises").glob("wording*.py")]
    return files


def test_nothing_that_a_customer_opens_loads_what_forecasts_or_offers() -> None:
    reached = {name for name in reached_from(customers_modules()) if name.startswith("steadyhand.business.promises")}

    assert "steadyhand.business.promises.queries.customers_word" in reached
    assert reached <= MAY_LOAD


def test_no_words_for_customers_are_made_of_what_stays_inside() -> None:
    for path in what_customers_are_told():
        assert not names_in(path) & INSIDE, f"{path.name} reads {names_in(path) & INSIDE}, and customers read it"


def test_the_test_would_see_it() -> None:
    offering = file_of("steadyhand.business.promises.offering")

    assert offering is not None
    assert {"expected_at", "earliest_at"} <= names_in(offering)
    assert "steadyhand.business.promises.offering" in reached_from({"steadyhand.pages.dispatcher.new_call"})


def test_no_template_of_a_customer_shows_any_of_it() -> None:
    read, to_read = set(), [str(path.relative_to(TEMPLATES)) for path in (TEMPLATES / "customer").rglob("*.html")]
    assert to_read
    while to_read:
        name = to_read.pop()
        if name in read:
            continue
        read.add(name)
        text = (TEMPLATES / name).read_text()
        assert not [word for word in INSIDE if re.search(rf"\b{word}\b", text)], (
            f"{name} shows it, and customers read it"
        )
        to_read += NAMED.findall(text)


def test_templates_of_the_house_show_it_only_in_the_inside_box() -> None:
    found = 0
    for path in TEMPLATES.rglob("*.html"):
        lines = path.read_text().splitlines()
        for at, line in enumerate(lines):
            # Each list of such lines is called `inside`, and each of them `line`.
            if re.search(r"{% for line in [\w.]+\.inside %}", line):
                found += 1
                assert "stays-inside" in "\n".join(lines[max(0, at - 6) : at + 1]), f"{path.name}:{at + 1}"

    assert found


def a_secret(now: datetime) -> datetime:
    return now.replace(hour=SECRET[0], minute=SECRET[1], second=0, microsecond=0)


@pytest.mark.django_db
@pytest.mark.parametrize("state", PromiseState)
@pytest.mark.parametrize("kind", [PromiseKind.ARRIVAL, PromiseKind.PART, PromiseKind.FIX])
def test_a_customer_s_page_shows_none_of_it_in_any_state(kind: PromiseKind, state: PromiseState) -> None:
    now = read_clock()
    clinic = a_clinic(taken_at=now)
    given = clinic.gives(kind=kind, by_at=now + timedelta(days=40), now=now)
    poison = "Wolfsbane"
    secret = a_secret(now)
    Promise.objects.filter(id=given.id).update(
        state=state,
        expected_at=secret,
        earliest_at=secret + timedelta(days=1),
        beyond_term_at=secret,
        at_risk_at=secret,
        odds_share=0.7331,
        odds_now=0.7331,
        why=poison,
        segment=poison,
        about=poison,
        to_whom=poison,
        given_by_name=poison,
        sooner_because=poison,
        at_risk_because=poison,
        ended_because=poison,
        cause="overrun",
        cause_words=poison,
    )
    token = make_customer_link(by=clinic.house.by("Dana"), call_id=clinic.call.id, now=now)

    page = Client().get(f"/c/{token}/").content.decode()

    assert clinic.call.ref in page
    there = [secret.astimezone(zone) for zone in (now.tzinfo, None)]
    times = {f"{each:%-I:%M}" for each in there} | {"3:33", "10:33", "11:33"}
    for words in (poison, "73 %", "73.3", "0.7331", "odds", "at risk", "overrun", "earlier visit took longer", *times):
        assert words not in page, f"“{words}” on the page of a promise that is {state}"
