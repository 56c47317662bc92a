"""Kits as those who hire use them: by need, question by question, with what others wrote meanwhile, and as files."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.builders import a_branch, a_user, an_actor
from tests.builders.hiring import a_candidate

from steadyhand.business.dealership.models import Branch
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.change_kit import keep_question, take_out
from steadyhand.business.learning.actions.hiring.begin_opening import begin_opening
from steadyhand.business.learning.hiring.files import as_file
from steadyhand.business.learning.hiring.kit import Item
from steadyhand.business.learning.hiring.shipped import shipped_contents
from steadyhand.business.learning.models import Candidate, KitVersion, Opening, Scorecard
from steadyhand.business.learning.queries.kits import kit_now
from steadyhand.business.people.actions.set_role_need import drop_role_need, set_role_need
from steadyhand.business.people.growth.shipped import Need, shipped_needs
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db
SEE_OTHER, CONFLICT, UNPROCESSABLE, NOT_THERE = 303, 409, 422, 404
POST = "parts"
SHIPPED = shipped_contents(POST)
FIRST, SECOND = SHIPPED.questions[:2]
KIT = f"/hiring/kits/{POST}/"
QUESTION = f"{KIT}questions/{FIRST.key}/"
LIFTS = Need(code="", title="Lifts with the legs", looks_like="Bends the knees.", is_must=True)


@pytest.fixture
def branch() -> Branch:
    return a_branch()


@pytest.fixture
def howard(branch: Branch) -> Actor:
    return an_actor(Role.PRINCIPAL, branch=branch, name="Howard Lane")


@pytest.fixture
def ruth(branch: Branch) -> Client:
    client = Client()
    client.force_login(a_user(Role.SERVICE_MANAGER, branch=branch, name="Ruth Okafor"))
    return client


def filled(client: Client, address: str, **changed: Any) -> dict[str, Any]:
    """Return what a browser would send of the form there."""
    form = client.get(address).context["form"]
    said = {name: form[name].value() for name in form.fields} | changed
    return {name: value for name, value in said.items() if value is not None and value is not False}


def now_of(by: Actor) -> Any:
    found = kit_now(by.tenant_id, POST)
    assert found is not None
    return found


def test_all_posts_stand_with_what_is_asked_and_what_nothing_asks_for(ruth: Client, howard: Actor) -> None:
    set_role_need(by=howard, post=POST, need=LIFTS, now=read_clock())

    lines = ruth.get("/hiring/kits/").context["kits"]

    assert [(each["kit"].post.key, each["questions"], each["samples"], each["unasked"]) for each in lines] == [
        ("technician", 14, 2, 0),
        ("junior", 10, 2, 0),
        ("lead", 14, 2, 0),
        ("network", 13, 2, 0),
        ("dispatcher", 8, 1, 0),
        ("parts", 4, 1, 1),
        ("manager", 6, 1, 0),
    ]


def test_a_need_that_nothing_asks_for_leads_from_three_places_to_a_question_for_it(
    ruth: Client, howard: Actor, branch: Branch
) -> None:
    code, now = set_role_need(by=howard, post=POST, need=LIFTS, now=read_clock()), read_clock()
    opening_id = begin_opening(by=howard, branch_id=branch.id, post=POST, title="Parts", now=now)
    adds = f"{KIT}add-question/?need={code}"
    assert adds in ruth.get(KIT).content.decode()
    assert adds in ruth.get(f"/people/posts/?post={POST}").content.decode()
    assert adds in ruth.get(f"/hiring/{opening_id}/").content.decode()

    # What is typed for one need is kept apart from what is typed for another.
    assert f'data-draft="{KIT}add-question/{code}"' in ruth.get(adds).content.decode()
    words = {"asks": "How do you\r\nlift?", "listen_for": "Knees.", "anchor_1": "a", "anchor_3": "b", "anchor_5": "c"}
    sent = ruth.post(adds, filled(ruth, adds, why="Asks for it.", **words))

    assert sent.status_code == SEE_OTHER
    assert ruth.session["record-draft-done"] == f"{KIT}add-question/{code}"
    found = now_of(howard)
    assert found.unasked == ()
    assert found.contents.questions[-1] == Item(code, code, "How do you lift?", "Knees.", ("a", "b", "c"))
    assert adds not in ruth.get(f"/people/posts/?post={POST}").content.decode()
    # The opening was begun before: it may take the newer kit.
    page = ruth.get(f"/hiring/{opening_id}/")
    key = page.context["tap"]["form_key"].value()
    assert ruth.post(f"/hiring/{opening_id}/", {"form_key": key, "do": "renew"}).status_code == SEE_OTHER
    assert not ruth.get(f"/hiring/{opening_id}/").context["kit"]["unasked"]


def test_a_form_names_each_field_that_is_missing_and_keeps_the_rest(ruth: Client) -> None:
    answer = ruth.post(QUESTION, filled(ruth, QUESTION, listen_for="", anchor_3=" ", why="", asks="Otherwise?"))

    assert answer.status_code == UNPROCESSABLE
    form = answer.context["form"]
    assert dict(form.errors) == {
        "listen_for": ["Say what raters listen or look for."],
        "anchor_3": ["Say how a fair answer sounds."],
        "why": ["Say in a word why, for whoever reads the versions later."],
    }
    assert form["asks"].value() == "Otherwise?"
    assert not KitVersion.objects.exists()


def test_both_words_stand_beside_each_other_when_two_changed_the_same(ruth: Client, howard: Actor) -> None:
    typed = filled(ruth, QUESTION, asks="Mine?", why="Mine.")
    his = replace(FIRST, asks="His?", listen_for="His.")
    keep_question(by=howard, post=POST, question=his, why="His.", now=read_clock())

    answer = ruth.post(QUESTION, typed)

    assert answer.status_code == CONFLICT
    errors = answer.context["form"].errors
    assert re.fullmatch(r"Howard Lane, .+, made it “His\?”. Yours is filled in: .+", errors["asks"][0])
    assert re.fullmatch(r"Howard Lane, .+ You hadn't changed it, so theirs is filled in.", errors["listen_for"][0])
    form = answer.context["form"]
    again = typed | {"opened": form.data["opened"], "listen_for": form.data["listen_for"]}
    assert ruth.post(QUESTION, again).status_code == SEE_OTHER
    assert (now_of(howard).contents.questions[0].asks, now_of(howard).contents.questions[0].listen_for) == (
        "Mine?",
        "His.",
    )


def test_a_question_that_was_taken_out_meanwhile_can_be_put_back(ruth: Client, howard: Actor) -> None:
    typed = filled(ruth, QUESTION, asks="Mine?", why="Mine.")
    take_out(by=howard, post=POST, code=FIRST.key, opened=0, now=read_clock())

    answer = ruth.post(QUESTION, typed)
    assert answer.status_code == UNPROCESSABLE
    assert "Howard Lane has taken this question out" in answer.content.decode()
    assert "Mine?" in answer.content.decode()
    assert ruth.post(QUESTION, typed | {"puts_back": "on"}).status_code == SEE_OTHER

    assert now_of(howard).contents.questions[-1].asks == "Mine?"
    assert ruth.get(f"{KIT}questions/nothing-of-it/").status_code == NOT_THERE


def test_buttons_move_and_take_out_and_say_when_somebody_was_faster(ruth: Client, howard: Actor) -> None:
    def press(do: str, number: int) -> Any:
        key = ruth.get(KIT).context["turn"]["form_key"].value()
        return ruth.post(KIT, {"form_key": key, "opened_number": number, "do": do})

    assert press(f"down:{FIRST.key}", 0).status_code == SEE_OTHER
    assert [each.key for each in now_of(howard).contents.questions][:2] == [SECOND.key, FIRST.key]
    late = press(f"out:{FIRST.key}", 0)
    assert late.status_code == UNPROCESSABLE
    assert "Ruth Okafor has changed this kit since you opened it" in late.content.decode()
    assert late.context["turn"]["opened_number"].value() == 1
    assert press(f"out:{FIRST.key}", 1).status_code == SEE_OTHER
    assert now_of(howard).contents.question(FIRST.key) is None
    assert "nothing asks for it" not in ruth.get(KIT).content.decode()  # the work sample still marks it


def test_a_dropped_needs_question_is_pointed_out_and_looks_for_something_else(ruth: Client, howard: Actor) -> None:
    drop_role_need(by=howard, post=POST, code=FIRST.criterion, now=read_clock())
    page = ruth.get(KIT).content.decode()
    assert "not asked: its need isn't in the list" in page
    assert "one mark not asked" in page
    refused = ruth.post(QUESTION, filled(ruth, QUESTION, why="Mine."))
    assert refused.context["form"].errors["need"] == [
        "This isn't in the post's list any more: choose what the question looks for."
    ]

    assert ruth.post(QUESTION, filled(ruth, QUESTION, need="exact", why="Mine.")).status_code == SEE_OTHER

    assert now_of(howard).contents.questions[0].criterion == "exact"


def test_a_sample_is_written_with_sheets_on_lines_and_three_anchors_a_need(ruth: Client, howard: Actor) -> None:
    address = f"{KIT}samples/before-the-cut-off/"
    half = ruth.post(address, filled(ruth, address, anchor_3_learns="fair", why="Mine."))
    assert half.status_code == UNPROCESSABLE
    assert set(half.context["form"].errors) == {"anchor_1_learns", "anchor_5_learns"}

    said = {"anchor_1_learns": "a", "anchor_3_learns": "b", "anchor_5_learns": "c", "anchor_1_exact": ""}
    said |= {"anchor_3_exact": "", "anchor_5_exact": "", "candidate_sheet": "One.\r\nTwo."}
    assert ruth.post(address, filled(ruth, address, why="Mine.", **said)).status_code == SEE_OTHER

    kept = now_of(howard).contents.sample("before-the-cut-off")
    assert kept.candidate_sheet == "One.\nTwo."
    assert {item.criterion: item.anchors for item in kept.items}["learns"] == ("a", "b", "c")
    assert "exact" not in {item.criterion for item in kept.items}


def test_words_above_the_kit_and_a_new_sample_are_kept(ruth: Client, howard: Actor) -> None:
    about, adds = f"{KIT}about/", f"{KIT}add-sample/"
    assert ruth.post(about, filled(ruth, about, about="One hour.", why="Shorter.")).status_code == SEE_OTHER
    said = {"title": "Counting a van", "minutes": "10", "prepare": "A van.", "candidate_sheet": "Count."}
    said |= {"rater_sheet": "Looks.", "anchor_1_exact": "a", "anchor_3_exact": "b", "anchor_5_exact": "c"}
    assert ruth.post(adds, filled(ruth, adds, why="Counts.", **said)).status_code == SEE_OTHER

    contents = now_of(howard).contents
    assert (contents.about, contents.samples[-1].title, contents.samples[-1].minutes) == (
        "One hour.",
        "Counting a van",
        10,
    )


def test_raters_see_the_kit_with_plain_words_for_what_is_shown(ruth: Client) -> None:
    page = ruth.get("/hiring/kits/technician/preview/").content.decode()

    assert "Shown: Shows it, and it holds for the van" in page
    assert "1: Has never been wrong" in page
    assert "A fault at the bench, explained to a customer" in page


def test_versions_are_read_with_what_changed_and_gone_back_to(ruth: Client, howard: Actor) -> None:
    keep_question(by=howard, post=POST, question=replace(FIRST, asks="His?"), why="His way.", now=read_clock())
    page = ruth.get(f"{KIT}versions/").content.decode()
    assert "His way." in page
    assert FIRST.asks[:40] in page
    assert "His?" in ruth.get(f"{KIT}versions/1/").content.decode()
    assert ruth.get(f"{KIT}versions/9/").status_code == NOT_THERE

    ships = f"{KIT}versions/0/"
    assert ruth.post(ships, filled(ruth, ships, why="")).status_code == UNPROCESSABLE
    assert ruth.post(ships, filled(ruth, ships, why="Theirs was better.")).status_code == SEE_OTHER

    assert (now_of(howard).number, now_of(howard).is_own) == (2, False)
    assert "this is asked now" in ruth.get(ships).content.decode()


def test_a_kit_goes_out_as_a_file_and_comes_in_after_a_look(ruth: Client, howard: Actor) -> None:
    answer = ruth.get(f"{KIT}file/")
    assert answer["Content-Disposition"] == 'attachment; filename="kit-parts.toml"'
    text = answer.content.decode().replace(FIRST.asks, "Theirs?")
    bring = f"{KIT}bring/"
    file = SimpleUploadedFile("kit.toml", text.encode())

    looked = ruth.post(bring, filled(ruth, bring, do="look", file=file))
    assert [each.what for each in looked.context["looked"]["row"].changes] == ["Theirs?"]
    assert not KitVersion.objects.exists()
    sent = {"text": looked.context["form"]["text"].value(), "do": "bring", "why": "From Dayton."}
    assert ruth.post(bring, filled(ruth, bring, **sent)).status_code == SEE_OTHER

    assert now_of(howard).contents.questions[0].asks == "Theirs?"


def test_of_a_bad_file_every_mistake_is_named_and_nothing_comes_in(ruth: Client) -> None:
    bring = f"{KIT}bring/"
    text = as_file(POST, shipped_needs(POST), SHIPPED).replace("minutes = 20", "minutes = 0") + "x = 1\n"

    answer = ruth.post(bring, filled(ruth, bring, text=text, do="bring", why="Why."))

    assert answer.status_code == UNPROCESSABLE
    minutes, stray = answer.context["mistakes"]
    assert minutes == "sample 1 (“before-the-cut-off”): “minutes” must be a whole number from 1 to 120."
    assert stray.startswith("sample 1 (“before-the-cut-off”), mark 3: “x” is read by nobody; known here are need, ")
    assert "minutes = 0" in answer.content.decode()
    empty = ruth.post(bring, filled(ruth, bring, do="look"))
    assert empty.context["form"].errors["file"] == ["Choose a kit's file, or paste what is in it below."]
    picture = SimpleUploadedFile("kit.toml", b"\xff\xd8\xff")
    wrong = ruth.post(bring, filled(ruth, bring, do="look", file=picture))
    assert "isn't text in UTF-8" in wrong.context["form"].errors["file"][0]
    assert not KitVersion.objects.exists()


def test_marks_go_with_their_question_when_the_kit_is_renewed_under_an_open_page(
    ruth: Client, howard: Actor, branch: Branch
) -> None:
    rater = a_user(Role.DISPATCHER, branch=branch, name="Dana")
    client = Client()
    client.force_login(rater)
    dana = an_actor(Role.PRINCIPAL, branch=branch, name="Priya")
    candidate_id = a_candidate(howard, branch, dana)
    Scorecard.objects.filter(tenant_id=dana.tenant_id, candidate_id=candidate_id).update(rater_id=rater.id)
    card = reverse("hiring-card", args=[candidate_id])
    typed = filled(client, card, **{"mark_told-wrong": "2", "mark_licence": "5"})
    opening_id = Candidate.objects.get(tenant_id=dana.tenant_id, id=candidate_id).opening_id
    take_out(by=howard, post="technician", code="told-wrong", opened=0, now=read_clock())
    key = ruth.get(f"/hiring/{opening_id}/").context["tap"]["form_key"].value()
    ruth.post(f"/hiring/{opening_id}/", {"form_key": key, "do": "renew"})

    answer = client.post(card, typed | {"do": "hand-in"})

    assert answer.status_code == UNPROCESSABLE
    assert "has taken a newer kit since you opened the page" in answer.content.decode()
    assert answer.context["form"]["mark_licence"].value() == "5"
    typed.pop("mark_told-wrong")
    assert client.post(card, typed | {"do": "hand-in"}).status_code == SEE_OTHER
    assert Scorecard.objects.get(tenant_id=dana.tenant_id, candidate_id=candidate_id).marks["licence"] == 5


def test_every_post_can_be_chosen_and_its_sheets_are_printed(ruth: Client, howard: Actor, branch: Branch) -> None:
    form = ruth.get("/hiring/").context["form"]
    assert [key for key, _ in form.fields["post"].choices] == [
        "technician",
        "junior",
        "lead",
        "network",
        "dispatcher",
        "parts",
        "manager",
    ]
    opening_id = begin_opening(by=howard, branch_id=branch.id, post="dispatcher", title="Desk", now=read_clock())

    page = ruth.get(reverse("hiring-sheets", args=[opening_id])).content.decode()

    assert "The phone rings: two callers and a promise that slips: for the candidate" in page
    assert Opening.objects.of(howard.tenant_id).count() == 1


def test_what_a_page_was_opened_with_is_not_taken_from_anywhere(ruth: Client) -> None:
    answer = ruth.post(QUESTION, filled(ruth, QUESTION, asks="Mine?", why="Mine.") | {"opened": '"nothing"'})

    assert answer.status_code == UNPROCESSABLE
    assert "Open the page again" in answer.content.decode()
    assert not KitVersion.objects.exists()
