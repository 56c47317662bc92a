"""Ruth writes to a candidate, and blame is seen while she types; what a candidate says of themselves, nobody sees."""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.builders import a_technician
from tests.builders.hiring import a_candidate, a_path, hand_in
from tests.builders.kept import a_house

from steadyhand.business.dealership.models import User
from steadyhand.business.learning.actions.ask_about_fairness import ask_about_fairness
from steadyhand.business.learning.actions.choose_fairness_questions import choose_fairness_questions
from steadyhand.business.learning.actions.hiring.begin_work import begin_work
from steadyhand.business.learning.actions.hiring.check_step import check_step
from steadyhand.business.learning.actions.hiring.decide import decide
from steadyhand.business.learning.actions.release_fairness import release_fairness
from steadyhand.business.learning.fairness.questions import shipped_questions
from steadyhand.business.learning.models import CandidateAnswer, FairnessQuestion, FairnessSheet, PathStep
from steadyhand.shared.clock import read_clock
from steadyhand.shared.links import token_of
from steadyhand.shared.models import Link

Sit = Callable[[User], Page]
# SHOTS=folder keeps pictures of each theme, to be looked at.
SHOTS = os.environ.get("SHOTS", "")
BLAMES = "Sorry that it took so long. Dispatch forgot to pass your letter on, and we're short-staffed."


def shot(page: Page, name: str) -> None:
    """Keep pictures of a page in both themes, at a desk and on a phone."""
    if not SHOTS:
        return
    for size, (width, height) in {"desk": (1280, 800), "phone": (390, 844)}.items():
        page.set_viewport_size({"width": width, "height": height})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.screenshot(path=Path(SHOTS) / f"{name}-{size}-{theme}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1400, "height": 900})


def test_what_a_candidate_should_not_read_is_seen_while_it_is_typed(desk_of: Sit) -> None:
    house, now = a_house(), read_clock()
    ruth = house.by("Ruth")
    candidate_id = a_candidate(ruth, house.branch, ruth, now=now)
    hand_in(ruth, candidate_id, now, told_wrong=4)
    decide(by=ruth, candidate_id=candidate_id, decided=a_path(now), now=now)
    desk = desk_of(house.people["Ruth"])
    desk.goto(f"/hiring/candidates/{candidate_id}/")
    shot(desk, "candidate")
    desk.get_by_role("link", name="Write to them").click()
    words = desk.get_by_label("What they read")
    expect(words).to_have_value(holding("the network can be learnt"))

    words.fill(BLAMES)

    expect(desk.get_by_text("2 things to look at.", exact=True)).to_be_visible()
    shot(desk, "answer-found")
    words.fill("Come to us. Explained well; the network you will learn here.")
    desk.get_by_role("button", name="I have sent it myself").click()
    expect(desk.get_by_text("Kept as it was sent.")).to_be_visible()
    shot(desk, "answer-kept")
    # What was sent isn't offered again.
    expect(desk.get_by_text("Restored what you typed")).to_have_count(0)
    assert CandidateAnswer.objects.get().words.startswith("Come to us.")


def holding(words: str) -> re.Pattern[str]:
    return re.compile(f".*{re.escape(words)}.*", re.DOTALL)


def test_a_candidate_answers_and_the_principal_sees_counts_only(desk_of: Sit, stranger: Page) -> None:
    house, now = a_house(), read_clock()
    ruth, howard = house.by("Ruth"), house.by("Howard")
    choose_fairness_questions(by=howard, asked=shipped_questions()[:1], now=now)
    candidate_id = a_candidate(ruth, house.branch, ruth, now=now)
    link_id = ask_about_fairness(by=ruth, candidate_id=candidate_id, by_mail=True, now=now)
    stranger.goto(f"/about-you/{token_of(Link.objects.get(id=link_id))}/")
    shot(stranger, "about-you")
    stranger.get_by_label("A woman").check()
    stranger.get_by_role("button", name="Send").click()
    expect(stranger.get_by_text("Kept without your name")).to_be_visible()
    desk = desk_of(house.people["Howard"])
    desk.goto("/hiring/fairness/")
    expect(desk.get_by_text("Too few to show anything yet").first).to_be_visible()
    shot(desk, "fairness-empty")

    question_id = str(FairnessQuestion.objects.get().id)
    for place in range(80):
        stage = place % 4 if place % 2 else max(0, place % 4 - 1)
        answers = {question_id: place % 2 if place % 9 else None}
        FairnessSheet.objects.create(tenant_id=house.branch.tenant_id, tie=None, answers=answers, stage=stage)
    release_fairness(house.branch.tenant_id, now=now)

    desk.reload()
    expect(desk.get_by_role("table").first).to_be_visible()
    expect(desk.get_by_text("Noor")).to_have_count(0)
    shot(desk, "fairness")


def test_a_hire_is_looked_back_on(desk_of: Sit) -> None:
    house, now = a_house(), read_clock()
    ruth, began = house.by("Ruth"), now - timedelta(days=200)
    technician = a_technician(branch=house.branch, name="Noor Haddad", started_on=began.date())
    candidate_id = a_candidate(ruth, house.branch, ruth, now=began)
    hand_in(ruth, candidate_id, began, **{"scan_to_email.networking_basics": 2, "told_wrong": 4})
    decide(by=ruth, candidate_id=candidate_id, decided=a_path(began), now=began)
    begin_work(by=ruth, candidate_id=candidate_id, technician_id=technician.id, now=began)
    check_step(by=ruth, step_id=PathStep.objects.get().id, due_on=None, now=began + timedelta(days=84))
    desk = desk_of(house.people["Ruth"])
    desk.goto("/hiring/")
    desk.keyboard.press("l")
    expect(desk.get_by_role("heading", name="Looking back")).to_be_visible()

    desk.get_by_text("Noor Haddad").click()

    expect(desk.get_by_text("it was there after 12 weeks (planned 13)")).to_be_visible()
    shot(desk, "looking-back")
