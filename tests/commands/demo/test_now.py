"""A demo of this minute: everybody of the cast can start at once, and there are conversations to show.

Words and what the guard finds in them, answers, and facts handed over.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.builders.demo import a_demo_for_many

from steadyhand.business.calls.models import Visit
from steadyhand.business.conversations.guard.findings import Label, Tier
from steadyhand.business.conversations.models import HandedFact, Statement, StatementFinding, SurveyAnswer
from steadyhand.business.dealership.models import Dealership, User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.insight.mirror import Leak
from steadyhand.business.insight.queries.mirror import Span, mirror_of
from steadyhand.commands.demo.cast import PASSWORD, PEOPLE
from steadyhand.commands.demo.told import PART, PART_SOURCE
from steadyhand.commands.demo.told_words import ANSWERS, TOLD
from steadyhand.shared.clock import read_clock

# What the demo holds; that it is made on either database is test_make's.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.any_database]
# Pages ask the clock, so theirs is a demo of this minute.
NOW = read_clock()


@pytest.fixture(scope="module")
def made(
    django_db_setup: None,  # noqa: ARG001
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Dealership]:
    """Make the demo once for all of these tests."""
    home = tmp_path_factory.mktemp("home")
    with django_db_blocker.unblock(), a_demo_for_many(NOW, home=home) as demo, django_db_blocker.block():
        yield demo


@pytest.fixture
def demo(made: Dealership, db: None) -> Dealership:  # noqa: ARG001
    """Let a test see the demo."""
    return made


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(name=name))
    return client


def test_everybody_of_the_cast_signs_in_and_finds_a_first_page(demo: Dealership) -> None:
    for person in PEOPLE:
        user = User.objects.get(email=person.email)
        client = Client()
        client.force_login(user)
        page = client.get("/", follow=True)
        assert (page.status_code, user.tenant_id, user.check_password(PASSWORD)) == (200, demo.id, True), person.name


def test_forty_things_were_told_by_people_of_six_departments_and_seven_are_found(demo: Dealership) -> None:
    told = Statement.objects.of(demo.id).filter(words__in=[each.words for each in TOLD])

    assert (told.count(), told.values("call_id").distinct().count()) == (40, 40)
    assert not told.filter(at__gt=NOW).exists()
    assert not told.filter(at__lt=NOW - timedelta(weeks=6)).exists()
    assert set(told.values_list("state", flat=True)) == {"said"}
    assert set(told.values_list("department", flat=True)) == {
        "technician", "dispatcher", "parts", "it_specialist", "sales", "service_manager"
    }  # fmt: skip
    # What the model suspects beside them is its own affair, and changes with it.
    found = StatementFinding.objects.of(demo.id).filter(tier="confirm")
    assert found.values("statement").distinct().count() == 7
    assert Counter(found.values_list("rule", "how")) == {
        ("internal_problem.short-staffed", "sent"): 1,
        ("internal_problem.short-staffed", "kept"): 1,
        ("internal_problem.tools", "sent"): 1,
        ("internal_problem.untrained", "sent"): 1,
        ("untrue_guarantee.never-again", "sent"): 1,
        ("blame.supplier-failed", "sent"): 1,
        ("hard_sell.price-gone", "sent"): 1,
    }


def test_customers_answered_and_two_poor_answers_have_a_follow_up(demo: Dealership) -> None:
    answers = SurveyAnswer.objects.of(demo.id)

    assert answers.count() == len(ANSWERS) == 14
    poor = answers.filter(followup__isnull=False).order_by("answered_at")
    assert list(poor.values_list("score", "followup__state", "followup__outcome")) == [
        (3, "ended", "made_right"),
        (2, "open", ""),
    ]
    assert answers.filter(words__contains="Please pass our thanks on").count() == 1
    assert not answers.filter(answered_at__gt=NOW).exists()


def test_bruno_has_a_fact_to_pass_on_and_one_of_dana_s_waits_to_be_put_right(demo: Dealership) -> None:
    handed = HandedFact.objects.of(demo.id).order_by("handed_at")

    assert list(handed.values_list("giver_name", "technician__name", "department", "state")) == [
        ("Walt Jensen", "Bruno Salas", "parts", "standing"),
        ("Dana Whitfield", "Bruno Salas", "dispatcher", "untrue"),
    ]
    assert handed[0].call.customer is not None
    assert handed[0].call.customer.name == "Chen Family Clinic"
    followup = handed[1].followup
    assert followup is not None
    assert (followup.state, followup.owner and followup.owner.name) == ("open", "Dana Whitfield")


def test_the_mirror_has_figures_of_the_team(demo: Dealership) -> None:
    ruth = actor_for(User.objects.get(tenant_id=demo.id, name="Ruth Okafor").id)
    span = Span(NOW - timedelta(weeks=5), NOW + timedelta(days=1), "America/New_York")

    mirror = mirror_of(ruth, span, before=span)

    assert (mirror.is_shown, mirror.waiting) == (True, 0)
    confirmed = Counter(each.label for each in mirror.rules if each.tier is Tier.CONFIRM)
    assert confirmed == {
        Label.BLAME: 1,
        Label.INTERNAL_PROBLEM: 3,
        Label.UNTRUE_GUARANTEE: 1,
        Label.HARD_SELL: 1,
    }
    assert {each.leak: each.share.count for each in mirror.leaks} == {
        Leak.STAFFING: 2,
        Leak.SYSTEMS: 1,
        Leak.TRAINING: 1,
        Leak.PARTS: 1,
    }
    assert [each.department for each in mirror.departments] == [Role.TECHNICIAN]
    # The first week and the last are parts of weeks: they may hold too few people.
    assert sum(each.share is not None for each in mirror.weeks) >= 4


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("name", "address", "shows", "empty"),
    [
        ("Ruth Okafor", "/told/mirror/", "of ", "Nothing was said in this time"),
        ("Howard Lindqvist", "/told/mirror/", "of ", "Nothing was said in this time"),
        ("Bruno Salas", "/told/mine/", "short-staffed", "Nothing"),
        ("Dana Whitfield", "/told/mine/", "ticket system", "Nothing"),
        ("Elena Marsh", "/told/mine/", "price is gone", "Nothing"),
        ("Walt Jensen", "/told/mine/", "The supplier let us down", "Nothing"),
        ("Ruth Okafor", "/satisfaction/", "of 5", "No answers yet"),
        ("Ruth Okafor", "/told/", "What was handed over", "Nothing was handed over"),
        ("Dana Whitfield", "/told/", "A loan printer", "Nothing"),
    ],
)
def test_no_page_of_conversations_is_empty(name: str, address: str, shows: str, empty: str) -> None:
    page = signed_in(name).get(address)

    assert page.status_code == 200
    assert shows in page.content.decode()
    assert empty not in page.content.decode()


def test_the_call_and_bruno_s_visit_show_what_was_handed_over(demo: Dealership) -> None:
    part = HandedFact.objects.of(demo.id).get(giver_name="Walt Jensen")
    visit = Visit.objects.of(demo.id).get(call_id=part.call_id)

    of_call = signed_in("Dana Whitfield").get(f"/calls/{part.call_id}/").content.decode()
    of_visit = signed_in("Bruno Salas").get(f"/visits/{visit.id}/").content.decode()

    assert PART in of_call
    assert PART in of_visit
    assert PART_SOURCE.replace("'", "&#x27;") in of_visit
