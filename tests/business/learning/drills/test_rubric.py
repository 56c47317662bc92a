"""A rubric shows what it looked for and by which words it was seen; a talk goes where its choices lead."""

import pytest

from steadyhand.business.conversations.guard.rules.patterns import read_pattern
from steadyhand.business.learning.content.drills import drill, drills
from steadyhand.business.learning.drills.rubric import LONGEST_QUOTE, Point, hold_against, words_in
from steadyhand.business.learning.drills.story import NoSuchWay, walk

SORRY = Point("sorry", "Sorry", "Say it", signs=(read_pattern("(?:sorry|apologi[sz]e)", {}),))
NO_BLAME = Point("no-blame", "No blame", "You blamed", signs=(read_pattern("dispatch", {}),), avoids=True)


def test_a_point_quotes_the_words_that_showed_it() -> None:
    (seen,) = hold_against("Well. I’m SORRY about Monday.", [SORRY])

    assert (seen.is_met, seen.by) == (True, "SORRY")


def test_what_is_to_be_avoided_quotes_what_breaks_it() -> None:
    (broken,) = hold_against("Dispatch forgot it.", [NO_BLAME])
    (kept,) = hold_against("We forgot it.", [NO_BLAME])

    assert (broken.is_met, broken.by) == (False, "Dispatch")
    assert (kept.is_met, kept.by) == (True, "")


def test_questions_sentences_and_words_are_counted() -> None:
    points = [
        Point("ask", "Asks", "Ask", questions=2),
        Point("brief", "Brief", "Shorter", most_sentences=2),
        Point("short", "Short", "Shorter", most_words=5),
    ]
    seen = hold_against("When is it worst? Ms. Kell waits, no? Yes.", points)

    assert [(each.is_met, each.by) for each in seen] == [
        (True, "Ms. Kell waits, no?".removeprefix("Ms. ")),
        (False, "3 sentences"),
        (False, "9 words"),
    ]
    assert words_in("one two") == 2


def test_an_empty_answer_shows_nothing_and_a_long_sign_is_cut() -> None:
    long = Point("long", "Long", "-", signs=(read_pattern("w{90,120}", {}),))

    assert [each.is_met for each in hold_against("", [SORRY, Point("b", "B", "b", most_words=5)])] == [False, False]
    assert hold_against("w" * 100, [long])[0].by == "w" * LONGEST_QUOTE + "…"


def test_nearly_every_way_to_say_sorry_is_seen() -> None:
    third = drill("own-third-visit")
    assert third is not None
    assert third.task is not None
    said = ("I apologize for that.", "My apologies, three times is too many.", "We're really sorry.", "I'm so sorry!")

    assert [hold_against(each, third.task.points)[0].is_met for each in said] == [True] * 4


def test_a_talk_goes_where_its_choices_lead() -> None:
    talk = drill("advisor-which-one")
    assert talk is not None
    assert talk.story is not None
    steps, node = walk(talk.story, [1, 0])

    assert [step.node.name for step in steps] == ["asked", "told"]
    assert (node.name, node.is_end) == ("well", True)
    for wrong in ([7], [1, 0, 0]):
        with pytest.raises(NoSuchWay, match="begin it again"):
            walk(talk.story, wrong)


def test_every_talk_can_end_well_by_what_its_first_good_answers_are() -> None:
    """Whoever takes an answer that shows something at each moment comes to an end within four minutes."""
    for each in drills():
        if each.story:
            node, count = each.story.nodes[each.story.begin], 0
            while not node.is_end:
                best = next(choice for choice in node.choices if choice.shows)
                node, count = each.story.nodes[best.to], count + 1
            assert 1 <= count <= 6, each.code
