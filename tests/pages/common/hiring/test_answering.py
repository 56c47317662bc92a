"""A candidate hears from us: the letter is drafted from the decision, sent as it was left, and kept."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import MONDAY, a_branch, a_user
from tests.builders.hiring import a_candidate, a_path, hand_in
from tests.builders.outbox import CHANNELS

from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.hiring.decide import decide
from steadyhand.business.learning.actions.watch_hiring import erase_candidate
from steadyhand.business.learning.models import AnswerOwed, Candidate, CandidateAnswer
from steadyhand.shared.clock import read_clock
from steadyhand.shared.models import OutgoingMessage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail(settings: Any) -> None:
    settings.MESSAGE_CHANNELS = CHANNELS
    settings.ADDRESS, settings.IS_REACHED_FROM_OUTSIDE = "https://service.lakeside.example", True


@pytest.fixture
def ruth() -> User:
    return a_user(Role.SERVICE_MANAGER, branch=a_branch(), name="Ruth Okafor")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def a_decided(ruth: User) -> UUID:
    by, now = actor_for(ruth.id), read_clock()
    candidate_id = a_candidate(by, a_branch(), by, now=now)
    hand_in(by, candidate_id, now, told_wrong=4)
    decide(by=by, candidate_id=candidate_id, decided=a_path(now), now=now)
    return candidate_id


def page(candidate_id: UUID) -> str:
    return reverse("hiring-answer", args=[candidate_id])


def test_the_letter_of_the_decision_is_drafted_sent_and_kept_as_it_was(ruth: User) -> None:
    candidate_id, client = a_decided(ruth), signed_in(ruth)
    opened = client.get(page(candidate_id))
    draft = opened.context["write"].initial
    assert "The candidate reads this" in opened.content.decode()
    assert draft["subject"] == "Lakeside Office Machines: about the post “Second technician”"
    assert "Explains well; the network can be learnt." in draft["words"]
    assert "- Follows a scan from the glass to the folder: Fridays at the bench, 10 weeks, by " in draft["words"]
    assert draft["words"].startswith("Hello Noor,\n\nthank you for the time")
    assert draft["words"].endswith("Ruth Okafor\nLakeside Office Machines")

    form = {"form_key": str(uuid4()), "do": "mail", "for": "path", "subject": "About the post", "words": "Come to us."}
    for _ in range(2):
        assert client.post(page(candidate_id), form).status_code == 303

    kept, sent = CandidateAnswer.objects.get(), OutgoingMessage.objects.get()
    assert (kept.way, kept.letter, kept.address, kept.words) == ("mail", "path", "noor@mail.example", "Come to us.")
    assert (sent.recipient, sent.subject, sent.body) == ("noor@mail.example", "About the post", "Come to us.")
    assert AnswerOwed.objects.get().outcome == "answered"
    shown = client.get(page(candidate_id)).content.decode()
    assert "Come to us." in shown
    assert "Answered" in shown


def test_what_was_sent_goes_with_their_data(ruth: User) -> None:
    candidate_id = a_decided(ruth)
    form = {"form_key": str(uuid4()), "do": "mail", "for": "no", "subject": "About the post", "words": "No."}
    signed_in(ruth).post(page(candidate_id), form)

    erase_candidate(by=actor_for(ruth.id), candidate_id=candidate_id, now=read_clock())

    assert not OutgoingMessage.objects.exists()
    assert not CandidateAnswer.objects.exists()
    assert signed_in(ruth).get(page(candidate_id)).status_code == 404


def test_before_a_decision_there_is_the_invitation_only(ruth: User) -> None:
    by, client = actor_for(ruth.id), signed_in(ruth)
    candidate_id = a_candidate(by, a_branch(), now=read_clock())
    context = client.get(page(candidate_id)).context
    assert [each.value for each in context["letters"]] == ["invite"]
    assert "an hour and a half" in context["write"].initial["words"]

    form = {"form_key": str(uuid4()), "do": "mail", "for": "no", "subject": "About the post", "words": "No."}
    refused = client.post(page(candidate_id), form)

    assert refused.status_code == 422
    assert "decide first" in refused.content.decode()
    assert not OutgoingMessage.objects.exists()


@pytest.mark.parametrize(
    ("reached_by", "channel", "said"),
    [
        ("(614) 555-0142", CHANNELS["email"], "No e-mail address of theirs is known"),
        ("noor@mail.example", "steadyhand.integrations.mail.channel.Mail", "No e-mail is connected here"),
    ],
)
def test_where_nothing_can_be_sent_it_says_so_and_keeps_what_was_sent_by_hand(
    ruth: User, settings: Any, reached_by: str, channel: str, said: str
) -> None:
    settings.MESSAGE_CHANNELS = {"email": channel}
    candidate_id, client = a_decided(ruth), signed_in(ruth)
    Candidate.objects.update(reached_by=reached_by)
    shown = client.get(page(candidate_id)).content.decode()
    assert said in shown
    assert 'value="mail"' not in shown
    form = {"form_key": str(uuid4()), "for": "path", "subject": "About the post", "words": "Come to us."}
    assert client.post(page(candidate_id), {**form, "do": "mail"}).status_code == 422

    assert client.post(page(candidate_id), {**form, "form_key": str(uuid4()), "do": "hand"}).status_code == 303

    assert CandidateAnswer.objects.get().way == "hand"
    assert not OutgoingMessage.objects.exists()


def test_told_by_phone_is_kept_with_who_and_when(ruth: User) -> None:
    candidate_id, client = a_decided(ruth), signed_in(ruth)
    howard = a_user(Role.PRINCIPAL, name="Howard Lindqvist")
    day = read_clock().date()
    form = {
        "form_key": str(uuid4()),
        "do": "phone",
        "letter": "path",
        "told_by": str(howard.id),
        "on": day.replace(year=day.year - 1, day=1).isoformat(),
        "at": "10:30",
        "words": "She is glad.",
    }

    assert client.post(page(candidate_id), form).status_code == 303

    kept = CandidateAnswer.objects.get()
    assert (kept.by_id, kept.way, f"{kept.at:%d}", kept.words) == (howard.id, "phone", "01", "She is glad.")
    late = client.post(page(candidate_id), {**form, "form_key": str(uuid4()), "on": ""})
    assert late.status_code == 422
    assert "Say on which day." in late.content.decode()


def test_a_decision_without_an_answer_is_pointed_out_on_the_opening(ruth: User) -> None:
    candidate_id, client = a_decided(ruth), signed_in(ruth)
    opening = reverse("hiring-opening", args=[Candidate.objects.get().opening_id])
    assert "Decided, and not told yet" in client.get(opening).content.decode()
    assert "They hear by" in client.get(reverse("hiring-candidate", args=[candidate_id])).content.decode()

    client.post(page(candidate_id), {"form_key": str(uuid4()), "do": "withdrew"})

    assert "Decided, and not told yet" not in client.get(opening).content.decode()


def test_adding_a_candidate_asks_by_when_they_hear(ruth: User) -> None:
    a_decided(ruth)
    client = signed_in(ruth)
    opening = reverse("hiring-opening", args=[Candidate.objects.get().opening_id])
    usual = client.get(opening).context["add"].initial
    form = {"form_key": str(uuid4()), "name": "Theo", "keep_until": usual["keep_until"].isoformat()}

    missing = client.post(opening, form)
    assert "Say by when they hear from you" in missing.content.decode()
    assert client.post(opening, {**form, "hear_by": usual["hear_by"].isoformat()}).status_code == 303

    assert AnswerOwed.objects.get(candidate__name="Theo").by_on == usual["hear_by"]


def test_the_day_of_a_candidate_without_one_can_be_said(ruth: User) -> None:
    candidate_id, client = a_decided(ruth), signed_in(ruth)
    AnswerOwed.objects.all().delete()
    over = {"form_key": str(uuid4()), "do": "owe", "hear_by": MONDAY.date().isoformat()}
    assert client.post(page(candidate_id), over).status_code == 422
    usual = client.get(page(candidate_id)).context["owe"].initial["hear_by"]

    said = {"form_key": str(uuid4()), "do": "owe", "hear_by": usual.isoformat()}
    assert client.post(page(candidate_id), said).status_code == 303

    assert AnswerOwed.objects.get().by_on == usual
