"""Fairness as people use it: chosen by the principal, answered behind a link or on paper, shown as counts only."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import a_branch, a_user
from tests.builders.hiring import a_candidate
from tests.builders.outbox import CHANNELS

from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.choose_fairness_questions import choose_fairness_questions
from steadyhand.business.learning.actions.release_fairness import release_fairness
from steadyhand.business.learning.fairness.questions import shipped_questions
from steadyhand.business.learning.models import FairnessAsk, FairnessQuestion, FairnessSheet
from steadyhand.shared.clock import read_clock
from steadyhand.shared.links import token_of
from steadyhand.shared.models import Link, OutgoingMessage

pytestmark = pytest.mark.django_db
GENDER = shipped_questions()[0]
ANSWERS = GENDER.answers


@pytest.fixture(autouse=True)
def _mail(settings: Any) -> None:
    settings.MESSAGE_CHANNELS = CHANNELS
    settings.ADDRESS, settings.IS_REACHED_FROM_OUTSIDE = "https://service.lakeside.example", True


@pytest.fixture
def ruth() -> User:
    return a_user(Role.SERVICE_MANAGER, branch=a_branch(), name="Ruth Okafor")


@pytest.fixture
def howard() -> User:
    return a_user(Role.PRINCIPAL, name="Howard Lindqvist")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def asking(howard: User) -> UUID:
    choose_fairness_questions(by=actor_for(howard.id), asked=[GENDER], now=read_clock())
    return FairnessQuestion.objects.get().id


def test_the_principal_switches_it_on_in_words_of_their_own(howard: User, ruth: User) -> None:
    assert signed_in(ruth).get(reverse("hiring-fairness")).status_code == 403
    client = signed_in(howard)
    assert "Nothing is asked" in client.get(reverse("hiring-fairness")).content.decode()
    form = {"form_key": str(uuid4()), "on_gender": "on", "asks_gender": "And you are?", "answers_gender": "Her"}
    refused = client.post(reverse("hiring-fairness"), form)
    assert refused.status_code == 422
    assert "has 1 answers" in refused.content.decode()

    chosen = {**form, "form_key": str(uuid4()), "answers_gender": "A woman\r\nA man"}
    assert client.post(reverse("hiring-fairness"), chosen).status_code == 303

    question = FairnessQuestion.objects.get()
    assert (question.asks, question.answers) == ("And you are?", ["A woman", "A man"])


def test_a_candidate_answers_behind_a_link_that_never_shows_it_back(howard: User, ruth: User) -> None:
    question_id = asking(howard)
    candidate_id = a_candidate(actor_for(ruth.id), a_branch(), now=read_clock())
    ask = reverse("hiring-fairness-ask", args=[candidate_id])
    assert signed_in(ruth).post(ask, {"form_key": str(uuid4()), "do": "mail"}).status_code == 303
    message = OutgoingMessage.objects.get()
    assert (message.recipient, message.link_page) == ("noor@mail.example", "hiring-about-you")
    page = reverse("hiring-about-you", args=[token_of(Link.objects.get())])
    empty = Client().get(page)
    assert "needn" in empty.content.decode()

    kept = Client().post(page, {f"q_{question_id}": "1"})

    assert "Kept without your name" in kept.content.decode()
    assert FairnessSheet.objects.get().answers == {str(question_id): 1}
    # It looks as it did before anything was answered, apart from the form's own token.
    again = Client().get(page)
    assert again.context["form"].data == {}
    assert again.content.decode().count("checked") == empty.content.decode().count("checked")
    assert again["Cache-Control"] == "private, no-store"
    assert Client().get(reverse("hiring-about-you", args=["forged"])).status_code == 404


def test_nobody_who_hires_sees_what_or_whether_somebody_answered(howard: User, ruth: User) -> None:
    question_id = asking(howard)
    candidate_id = a_candidate(actor_for(ruth.id), a_branch(), now=read_clock())
    ask = reverse("hiring-fairness-ask", args=[candidate_id])
    signed_in(ruth).post(ask, {"form_key": str(uuid4()), "do": "mail"})
    pages = [
        ask,
        reverse("hiring-candidate", args=[candidate_id]),
        reverse("hiring-fairness-sheet", args=[candidate_id]),
        reverse("hiring"),
    ]
    before = [_words(signed_in(user).get(page)) for page in pages for user in (ruth, howard)]
    fairness = _words(signed_in(howard).get(reverse("hiring-fairness")))

    Client().post(reverse("hiring-about-you", args=[token_of(Link.objects.get())]), {f"q_{question_id}": "1"})

    assert [_words(signed_in(user).get(page)) for page in pages for user in (ruth, howard)] == before
    assert _words(signed_in(howard).get(reverse("hiring-fairness"))) == fairness


def _words(response: Any) -> str:
    """Return a page without what is new each time: keys of forms, and tokens."""
    lines = response.content.decode().splitlines()
    return "\n".join(line for line in lines if "form_key" not in line and "csrf" not in line.lower())


def test_a_paper_goes_by_its_code_and_names_nobody_who_hires(howard: User, ruth: User) -> None:
    question_id = asking(howard)
    joan = a_user(Role.ADMINISTRATOR, branch=a_branch(), name="Joan Whitfield")
    candidate_id = a_candidate(actor_for(ruth.id), a_branch(), now=read_clock())
    sheet = reverse("hiring-fairness-sheet", args=[candidate_id])
    assert signed_in(ruth).get(sheet).status_code == 404
    paper = {"form_key": str(uuid4()), "do": "paper"}
    assert signed_in(ruth).post(reverse("hiring-fairness-ask", args=[candidate_id]), paper).status_code == 303
    shown = signed_in(ruth).get(sheet)
    code = FairnessAsk.objects.get().code
    assert shown.context["typists"] == ["Joan Whitfield"]
    assert f"{code[:4]}-{code[4:]}" in shown.content.decode()

    papers, client = reverse("hiring-fairness-papers"), signed_in(joan)
    assert signed_in(ruth).get(papers).status_code == 403
    wrong = client.post(papers, {"code": "AAAA-AAAA", f"q_{question_id}": "2"})
    assert wrong.status_code == 422
    assert "No open paper has the code “AAAA-AAAA”" in wrong.content.decode()
    assert client.post(papers, {"code": code, f"q_{question_id}": "2"}).status_code == 303

    assert FairnessSheet.objects.get().answers == {str(question_id): 2}
    assert "Noor" not in client.get(papers).content.decode()


def test_counts_are_shown_with_intervals_and_words_and_the_pooled_as_such(howard: User) -> None:
    question_id = str(asking(howard))
    tenant_id = howard.tenant_id
    for answer, stages in {0: [0] * 22 + [3] * 24, 1: [0] * 24 + [3] * 4, 2: [0] * 2}.items():
        for stage in stages:
            FairnessSheet.objects.create(tenant_id=tenant_id, tie=None, answers={question_id: answer}, stage=stage)
    for stage in (0, 0, 3, 3):
        FairnessSheet.objects.create(tenant_id=tenant_id, tie=None, answers={question_id: None}, stage=stage)
    release_fairness(tenant_id, now=read_clock())

    shown = signed_in(howard).get(reverse("hiring-fairness"))

    last = shown.context["read"][0]["steps"][-1]
    assert (last["title"], last["word"]) == ("Hired, of all who applied", "look at this step")
    # Wilson's interval of 24 of 46, and 4 of 28; the third group is too small to be shown.
    assert [(each["name"], each["passed"], each["n"], each["interval"], each["ratio"]) for each in last["groups"]] == [
        ("A woman", 24, 46, "38% to 66%", "100%"),
        ("A man", 4, 28, "6% to 31%", "27%"),
    ]
    assert [each["marked"] for each in last["groups"]] == ["more often", "less often than the others"]
    assert last["groups"][1]["chance"] == "0.1%"
    assert "24 of 46" in shown.content.decode()
    assert "29 CFR 1607.4 D" in shown.content.decode()
