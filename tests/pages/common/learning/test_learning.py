"""The pages of learning: what is there today, one thing done once, and nobody else's words."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import a_branch, a_user
from tests.builders.desk import a_form

from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.read_module import finish_module
from steadyhand.business.learning.actions.record_course import Course, record_course
from steadyhand.business.learning.content.placement import questions
from steadyhand.business.learning.models import CardAnswer, DrillTry, ModuleReading, OwnCase, OwnWhy
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    a_user(Role.SERVICE_MANAGER, branch=a_branch(), name="Ruth")
    return a_user(Role.TECHNICIAN, branch=a_branch(), name="Bruno")


@pytest.fixture
def phone(user: User) -> Client:
    return of(user)


def of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_module_is_read_once_and_says_what_comes_next(user: User, phone: Client) -> None:
    address, form = reverse("learning-read", args=["own-it"]), a_form()
    answers = [phone.post(address, form) for _ in range(2)]

    assert {each.status_code for each in answers} == {303}
    assert ModuleReading.objects.get().user_id == user.id
    said = text_of(phone, "/learning/")
    assert "a drill in 2 days" in said
    assert "A new card" in said
    assert "A new card" in text_of(phone, "/day/")
    assert "I have read it" not in text_of(phone, reverse("learning-module", args=["own-it"]))


def test_where_somebody_is_in_a_module_is_where_they_go_on(phone: Client) -> None:
    place = reverse("learning-place", args=["own-it"])

    assert phone.post(place, {"place": "good"}).status_code == 204
    assert phone.post(place, {"place": "nowhere"}).status_code == 422
    assert "Go on at how it goes well" in text_of(phone, reverse("learning-module", args=["own-it"]))


def test_a_module_and_a_card_may_be_read_without_a_signal_and_a_drill_may_not(user: User, phone: Client) -> None:
    kept = {
        address: "X-Keep-Today" in phone.get(address)
        for address in (
            "/learning/",
            "/learning/card/",
            "/learning/modules/own-it/",
            "/learning/drills/own-third-visit/",
        )
    }

    assert list(kept.values()) == [True, True, True, False]
    assert user.is_active


def test_a_card_is_answered_once_and_is_enough_for_a_day(user: User, phone: Client) -> None:
    finish_module(by=actor_for(user.id), code="own-it", now=read_clock())
    assert "four parts" in text_of(phone, "/learning/card/")
    form = a_form(card="own-four-parts", answer="knew")
    for _ in range(2):
        phone.post("/learning/card/", form)

    assert CardAnswer.objects.count() == 1
    assert "That was today" in text_of(phone, "/learning/card/")
    assert "Show the answer" in text_of(phone, "/learning/card/?more")
    assert (
        "Press one of the three" in phone.post("/learning/card/", a_form(card="own-we"), follow=True).content.decode()
    )


def test_words_of_a_drill_come_back_with_what_was_seen(phone: Client) -> None:
    address = reverse("learning-drill", args=["own-third-visit"])
    empty = phone.post(address, a_form(words=" "))
    answer = phone.post(address, a_form(words="I'm sorry. It's not my fault, dispatch forgot it."))
    said = text_of(phone, answer["Location"])

    assert (empty.status_code, answer.status_code) == (422, 303)
    assert "Seen by “sorry”" in said
    assert "Not for a customer." in said
    assert "2 of 5 seen" in said


def test_a_talk_goes_on_by_links_and_is_kept_at_its_end(phone: Client) -> None:
    address = reverse("learning-drill", args=["advisor-which-one"])
    middle = text_of(phone, f"{address}?way=1")
    answer = phone.post(address, a_form(way="1.0"))
    said = text_of(phone, answer["Location"])

    assert "Consent forms" in middle
    assert "Two questions, both about her work" in middle
    assert "How it ended" in said
    assert "Asks about the work before the machine" in said
    # An address that somebody made up begins the talk anew.
    assert "What do you say?" in text_of(phone, f"{address}?way=9.9")
    assert "What do you say?" in text_of(phone, f"{address}?way=1.0")


def test_a_try_is_nobody_else_s(user: User, phone: Client) -> None:
    address = reverse("learning-drill", args=["own-third-visit"])
    phone.post(address, a_form(words="Sorry."))
    other = of(User.objects.get(name="Ruth"))
    kept = DrillTry.objects.get()

    assert phone.get(f"{address}?try={kept.id}").status_code == 200
    assert other.get(f"{address}?try={kept.id}").status_code == 404
    assert other.get(f"{address}?try=nothing").status_code == 404
    assert kept.user_id == user.id


def test_who_sees_it_otherwise_asks_their_coach_once(phone: Client) -> None:
    address = reverse("learning-drill", args=["own-third-visit"])
    phone.post(address, a_form(words="Sorry."))
    tried = str(DrillTry.objects.get().id)
    doubt = reverse("learning-doubt", args=["own-third-visit"])
    empty = phone.post(doubt, a_form(tried=tried, words=""))
    phone.post(doubt, a_form(tried=tried, words="It was all there."))
    again = phone.post(doubt, a_form(tried=tried, words="Again."), follow=True)

    assert empty.status_code == 422
    assert "one sentence is enough" in empty.content.decode()
    assert "What became of it" in text_of(phone, f"{address}?try={tried}")
    assert "have said so already" in again.content.decode()
    assert phone.post(doubt, a_form(tried=str(uuid4()), words="Whose?")).status_code == 303


def test_a_case_of_one_s_own_is_kept_and_taken_back(phone: Client) -> None:
    phone.post(reverse("learning-case", args=["own-it"]), a_form(words="The tray at the clinic."))
    listed = text_of(phone, "/learning/")
    case = OwnCase.objects.get()
    others = of(User.objects.get(name="Ruth")).post(
        "/learning/cases/take-back/", a_form(case=str(case.id)), follow=True
    )
    phone.post("/learning/cases/take-back/", a_form(case=str(case.id)))

    assert "The tray at the clinic." in listed
    assert "isn&#x27;t among what you brought" in others.content.decode()
    assert "The tray at the clinic." not in text_of(phone, "/learning/")


def test_evidence_is_for_oneself_and_who_leads(user: User, phone: Client) -> None:
    course = Course(title="DNS", provider="State", finished_on=read_clock().date(), content=b"%PDF-1.4 %%EOF")
    course_id = record_course(by=actor_for(user.id), course=course, now=read_clock())
    address = f"/learning/courses/evidence/?course={course_id}"
    mine = phone.get(address)

    assert mine["Content-Disposition"] == 'attachment; filename="evidence.pdf"'
    assert of(User.objects.get(name="Ruth")).get(address).status_code == 200
    assert of(a_user(Role.TECHNICIAN, branch=a_branch(), name="Keisha")).get(address).status_code == 404
    assert of(a_user(Role.SERVICE_MANAGER, branch=a_branch("DAY"), name="Mo")).get(address).status_code == 404
    assert phone.get("/learning/courses/evidence/").status_code == 303


def test_the_placement_drill_shows_what_need_not_be_read(phone: Client) -> None:
    unanswered = phone.post("/learning/placement/", a_form())
    best = {each.module: next(n for n, a in enumerate(each.answers) if a.is_best) for each in questions()}
    phone.post("/learning/placement/", a_form(**{code: str(number) for code, number in best.items()}))
    said = text_of(phone, "/learning/placement/")

    assert unanswered.status_code == 422
    assert "every time" in said
    assert "others learning from you" in said


def test_the_principal_writes_and_everybody_reads(phone: Client) -> None:
    howard = of(a_user(Role.PRINCIPAL, name="Howard"))
    assert "Not written yet" in text_of(phone, "/learning/why/")
    told = {"why": "Because of the school.", "for_whom": "For you.", "is_not": "No quota."}
    assert howard.post("/learning/why/write/", a_form(why="Half of it.")).status_code == 422
    howard.post("/learning/why/write/", a_form(**told))
    howard.post("/learning/why/confirm/", a_form())

    assert OwnWhy.objects.count() == 2
    assert "Because of the school." in text_of(phone, "/learning/why/")
    assert phone.get("/learning/why/write/").status_code == 403


def test_the_principal_sees_who_has_read_their_module_and_a_new_wording_is_read_anew(phone: Client) -> None:
    howard = of(a_user(Role.PRINCIPAL, name="Howard"))
    unwritten = phone.post("/learning/why/read/", a_form(wording="1"), follow=True).content.decode()
    told = {"why": "Because of the school.", "for_whom": "For you.", "is_not": "No quota."}
    howard.post("/learning/why/write/", a_form(**told))
    tap = a_form(wording="1")
    for _ in range(2):
        phone.post("/learning/why/read/", tap)
    phone.post("/learning/why/read/", a_form(wording="1"))
    howard.post("/learning/why/confirm/", a_form())
    listed = phone.get("/learning/").context["has_read_why"]
    seen, mine = text_of(howard, "/learning/why/"), text_of(phone, "/learning/why/")
    howard.post("/learning/why/write/", a_form(**told | {"why": "Because of the clinic."}))
    late = phone.post("/learning/why/read/", a_form(wording="1"), follow=True).content.decode()
    anew, listed_anew = text_of(howard, "/learning/why/"), phone.get("/learning/").context["has_read_why"]

    assert "still to write it" in unwritten
    assert (listed, listed_anew) == (True, False)
    assert ModuleReading.objects.count() == 1
    assert "<strong>Technician</strong>: 1 of 1" in seen
    assert "<strong>Service manager</strong>: 0 of 1, still to read it: Ruth" in seen
    assert "Principal</strong>" not in seen
    assert "You have read it." in mine
    assert "Who has read it" not in mine
    assert "written anew since you opened it" in late
    assert "<strong>Technician</strong>: 0 of 1, still to read it: Bruno" in anew


def test_who_leads_sees_names_and_counts_and_the_huddle_is_kept(user: User) -> None:
    finish_module(by=actor_for(user.id), code="own-it", now=read_clock())
    ruth = of(User.objects.get(name="Ruth"))
    said = text_of(ruth, "/learning/team/")
    branch, on = str(a_branch().id), read_clock().date().isoformat()
    address = "/learning/huddle/?module=own-it"
    ruth.post(address, a_form(branch=branch, held_on=on, words="We say we.", present=[str(user.id)]))

    assert "Bruno" in said
    assert "1 of 13" in said
    held = text_of(ruth, address)
    assert "We say we." in held
    assert "There: Bruno" in held


def test_where_nobody_brought_a_case_for_the_month_the_team_s_newest_is_told(user: User, phone: Client) -> None:
    phone.post(reverse("learning-case", args=["never-lie"]), a_form(words="I forgot the part.", is_shared="on"))

    said = text_of(of(User.objects.get(name="Ruth")), "/learning/huddle/?module=own-it")

    assert "I forgot the part." in said
    assert "about “Never lie”" in said
    assert user.is_active
