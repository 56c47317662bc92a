"""Answers as people give them: good, lazy, hostile, pasted, in Spanish, and the opposite in the same words."""

import pytest

from steadyhand.business.learning.content.drills import drill, drills
from steadyhand.business.learning.drills.answers import (
    COPIED,
    EXAMPLE,
    NOT_ENGLISH,
    NOT_LOOKED_AT,
    Looked,
    Told,
    look_at,
)

WRITTEN = [each for each in drills() if each.task]


def looked_at(code: str, answer: str) -> Looked:
    found = drill(code)
    assert found is not None
    assert found.task is not None
    texts = (found.scene, found.task.says, found.task.ask, *(each.means for each in found.task.points))
    return look_at(answer, found.task.points, Told(texts, found.task.good))


def met(code: str, answer: str) -> list[str]:
    return [each.name for each in looked_at(code, answer).points if each.is_met]


@pytest.mark.parametrize("each", WRITTEN, ids=lambda each: each.code)
def test_nothing_is_seen_in_a_yes_in_nonsense_or_in_the_drill_s_own_words(each: object) -> None:
    code, task, scene = each.code, each.task, each.scene  # type: ignore[attr-defined]
    rubric = " ".join(point.means for point in task.points)

    assert [met(code, said) for said in ("Yes.", "...", "???", "asdf asdf asdf", task.says, scene, rubric)] == [[]] * 7
    assert COPIED in looked_at(code, scene).remarks


@pytest.mark.parametrize("each", WRITTEN, ids=lambda each: each.code)
def test_the_example_shows_all_of_it_and_is_known_as_the_example(each: object) -> None:
    code, task = each.code, each.task  # type: ignore[attr-defined]
    found = looked_at(code, task.good)

    assert all(point.is_met for point in found.points)
    assert EXAMPLE in found.remarks


@pytest.mark.parametrize(
    ("code", "answer", "missed"),
    [
        (
            "own-third-visit",
            (
                "Three times is a joke on our part, my apologies. The first two times we only cleared the paper. "
                "I'll stay until I've found it, and you'll hear from me by three."
            ),
            [],
        ),
        (
            "advisor-worth-repairing",
            (
                "It's eleven years old and you had five calls since June. Parts for two more years. You could repair "
                "or you could save up; the repair won't stop other wear. Your decision."
            ),
            [],
        ),
        (
            "word-by-noon",
            (
                "I can't promise noon without seeing it. Between one and three is my guess, I'll know more in twenty "
                "minutes and tell you. Until then the permits can print on the other one."
            ),
            [],
        ),
        (
            "calm-insult",
            "I want to help you, but not in this tone. Let's start over, or I'll ask my manager to call you.",
            [],
        ),
        (
            "lie-did-the-last-tech",
            "Honest answer: no clue yet. Give me ten minutes with the cover off and I'll show you what I find.",
            ["what-is-known"],
        ),
        ("needs-slow", "When is it slow, and who has to wait for it?", []),
        ("paradox-commission", "Nope, not a dime. It's the staples every morning. Leave it if it's fine.", []),
        ("inside-you-look-tired", "Long day, thanks for asking! How's the machine been since last time?", []),
        (
            "inside-is-your-firm-sold",
            "I don't know, and I'd only be guessing. Our service manager Ruth would, shall I ask her to call you?",
            [],
        ),
    ],
)
def test_plain_good_answers_are_seen(code: str, answer: str, missed: list[str]) -> None:
    assert [each.name for each in looked_at(code, answer).points if not each.is_met] == missed


@pytest.mark.parametrize(
    ("code", "answer", "seen"),
    [
        ("own-third-visit", "I'm not sorry. I won't look for it, and you won't hear from me by noon.", []),
        ("calm-insult", "I don't want to help you. I won't ask my manager to call.", []),
        ("lie-did-the-last-tech", "I know for sure that it wasn't him.", []),
        ("hand-dont-sell-to-me", "Somebody will call you anyway.", []),
        ("needs-slow", "Slow? It isn't slow. Get a faster one.", []),
        ("word-by-noon", "No problem, noon at the latest, I promise.", []),
        ("calm-insult", "Say that once more and I'm gone, idiot.", []),
        ("advisor-worth-repairing", "Don't ask me, that's up to you.", ["hers"]),
    ],
)
def test_the_opposite_in_the_same_words_is_not_taken_for_it(code: str, answer: str, seen: list[str]) -> None:
    assert met(code, answer) == seen


def test_a_not_before_something_else_denies_nothing() -> None:
    assert "sorry" in met("own-third-visit", "I can't undo the two visits, but I'm sorry about them.")
    assert "part" in met("prepare-part-not-aboard", "I don't have the pad aboard.")


def test_another_language_is_told_that_the_signs_cannot_see_it() -> None:
    found = looked_at("own-third-visit", "Lo siento mucho, mañana a las diez le llamo yo mismo con la respuesta.")

    assert found.remarks == (NOT_ENGLISH,)
    assert {each.missing for each in found.points if each.name == "no-name"} == {NOT_LOOKED_AT}


def test_an_answer_that_nobody_listens_to_the_end_of_is_told_its_length() -> None:
    said = "I'm sorry that it took three times. " + "It is a long story and I would like to tell you all of it. " * 12

    assert looked_at("own-third-visit", said).remarks[0].startswith("That is 187 words; the example has ")
