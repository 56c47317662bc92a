"""A kit is what a post needs with what asks for it; what ships asks for every need, and older openings read on."""

import json
from dataclasses import replace
from typing import Any

import pytest

from steadyhand.business.learning.content.checking import BadContent
from steadyhand.business.learning.hiring.contents import Contents, compose, contents_from, plain, strays, unasked
from steadyhand.business.learning.hiring.kit import SEEN_ANCHORS, as_kept, kit_from
from steadyhand.business.learning.hiring.shipped import FILE, read_shipped, shipped_contents
from steadyhand.business.people.growth.shipped import shipped_needs, shipped_posts

POSTS = list(shipped_posts())
DISPATCHER = shipped_contents("dispatcher")
BEFORE: dict[str, Any] = {
    "code": "field_technician",
    "title": "Field technician",
    "about": "Three parts.",
    "posts": ["technician"],
    "criterion": [
        {"code": "product_lines", "title": "Knows our lines", "weight": "learnable", "learn_weeks": 16, "why": "Why."},
        {"code": "honest", "title": "Says it", "weight": "essential", "learn_weeks": 0, "why": "Because."},
    ],
    "question": [
        {
            "code": "told_wrong",
            "criterion": "honest",
            "asks": "Tell me.",
            "listen_for": "A case.",
            "anchor_1": "None",
            "anchor_3": "One",
            "anchor_5": "Rang first",
        }
    ],
    "sample": [
        {
            "code": "bench_fault",
            "title": "At the bench",
            "minutes": 25,
            "criteria": ["product_lines"],
            "prepare": "A printer.",
            "candidate_sheet": "Two sheets\nor none.\n",
            "rater_sheet": "Looks first.\n",
            "anchors": {"product_lines": ["a", "b", "c"]},
        }
    ],
}


@pytest.mark.parametrize("post", POSTS)
def test_every_need_of_every_post_is_asked_for_by_a_question_of_its_own(post: str) -> None:
    contents, needs = shipped_contents(post), shipped_needs(post)

    assert {each.code for each in needs} == {each.criterion for each in contents.questions}
    assert (unasked(needs, contents), strays(needs, contents)) == ((), ())
    assert contents.samples
    assert len({item.key for item in contents.items}) == len(contents.items)


def test_what_is_seen_on_paper_is_shown_and_not_asked() -> None:
    shown = {item.criterion for post in POSTS for item in shipped_contents(post).items if item.is_seen}

    assert shown == {"licence"}
    licence = shipped_contents("technician").question("licence")
    assert licence is not None
    assert licence.marks == SEEN_ANCHORS == (1, 2, 5)


def test_a_need_without_a_question_stays_a_criterion_and_a_question_without_a_need_is_left_out() -> None:
    needs = shipped_needs("dispatcher")
    without = replace(DISPATCHER, questions=DISPATCHER.questions[1:], samples=())
    kit = compose("dispatcher", "dispatcher", needs[:-1], without, number=3)

    assert [each.code for each in kit.unasked] == [DISPATCHER.questions[0].criterion]
    assert needs[-1].code not in {item.criterion for item in kit.items}
    assert [item.criterion for item in strays(needs[:-1], without)] == [needs[-1].code]


def test_a_sample_is_asked_with_the_marks_whose_needs_are_left_and_not_at_all_without_one() -> None:
    needs = {each.code: each for each in shipped_needs("dispatcher")}

    some = compose("dispatcher", "dispatcher", [needs["asks"]], DISPATCHER, number=0)
    none = compose("dispatcher", "dispatcher", [needs["learns"]], DISPATCHER, number=0)

    assert [item.key for item in some.samples[0].items] == ["ringing-phone.asks"]
    assert none.samples == ()


@pytest.mark.parametrize("post", POSTS)
def test_contents_and_kits_come_back_from_what_is_kept_as_they_were(post: str) -> None:
    contents = shipped_contents(post)
    kit = compose(post, shipped_posts()[post], shipped_needs(post), contents, number=4)

    assert contents_from(json.loads(json.dumps(plain(contents)))) == contents
    again = kit_from(json.loads(json.dumps(as_kept(kit))), "kit")
    assert (again, again.number) == (kit, 4)


def test_two_kits_that_ask_the_same_are_the_same_whatever_their_versions() -> None:
    needs = shipped_needs("parts")
    one, two = (compose("parts", "parts clerk", needs, shipped_contents("parts"), number=at) for at in (0, 7))

    assert one == two


def test_openings_of_earlier_releases_are_read_with_their_own_criteria() -> None:
    kit = kit_from(BEFORE, "kit")

    assert [(each.code, each.is_essential, each.learn_weeks) for each in kit.criteria] == [
        ("product-lines", False, 16),
        ("honest", True, 0),
    ]
    assert [item.key for item in kit.items] == ["told-wrong", "bench-fault.product-lines"]
    assert kit.samples[0].candidate_sheet == "Two sheets\nor none."
    assert kit.samples[0].items[0].anchors == ("a", "b", "c")


def test_what_is_no_kit_is_refused_by_its_name() -> None:
    with pytest.raises(BadContent, match="kit: this isn't a kit"):
        kit_from({"code": "x"}, "kit")


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('need = "licence"', 'need = "license"', "technician has no need “license”"),
        ('anchor_3 = "Puts it first, rings', 'anchor_4 = "Puts it first, rings', "“anchor_4” is read by nobody"),
        ('code = "dead-lamp"', 'code = "told-wrong"', "“told-wrong”: there are two"),
        ('posts = ["parts"]', 'posts = ["part"]', "for one that isn't"),
    ],
)
def test_a_mistake_in_what_ships_is_named(was: str, becomes: str, says: str) -> None:
    text = FILE.read_text("utf-8")
    assert was in text

    with pytest.raises(BadContent, match=says):
        read_shipped(text.replace(was, becomes), "shipped.toml")


def test_a_post_that_is_not_shipped_asks_nothing() -> None:
    assert shipped_contents("installer") == Contents("", (), ())
