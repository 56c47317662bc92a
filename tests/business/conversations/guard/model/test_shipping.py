"""Is what ships the model that was trained, and does it hear what no rule foresaw?"""

from concurrent.futures import ThreadPoolExecutor

import pytest

from steadyhand.business.conversations.guard.findings import Label, Tier
from steadyhand.business.conversations.guard.model.files import read_model
from steadyhand.business.conversations.guard.model.shipping import shipped_model
from steadyhand.business.conversations.guard.model.wordpieces import WordPieces
from steadyhand.business.conversations.guard.reviewing import review
from steadyhand.business.conversations.guard.rules.folder import LANGUAGES

MODEL = LANGUAGES / "en" / "model"


def test_every_label_has_a_limit_of_its_own() -> None:
    files = read_model(MODEL)

    assert list(files.labels) == list(Label)
    assert set(files.thresholds) == set(Label)
    assert all(0.1 < limit < 0.95 for limit in files.thresholds.values())


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "I swapped the fuser; it's 90 days' warranty.",
            [1045, 29176, 1996, 19976, 2099, 1025, 2009, 1005, 1055, 3938, 2420, 1005, 10943, 2100, 1012],
        ),
        (
            "Zürich façade — “hi” 中文字 naïve\u200bword x\u0301y",
            [10204, 8508, 1517, 1523, 7632, 1524, 1746, 1861, 100, 15743, 18351, 1060, 2100],
        ),
        (
            "$5.00 @ 100% ^^ C-3425/B",
            [1002, 1019, 1012, 4002, 1030, 2531, 1003, 1034, 1034, 1039, 1011, 4090, 17788, 1013, 1038],
        ),
    ],
)
def test_pieces_are_numbered_as_the_model_learnt_them(text: str, numbers: list[int]) -> None:
    # The numbers are those of the library that the vocabulary comes with (tokenizers 0.23.3).
    assert WordPieces(read_model(MODEL).vocabulary).numbers(text) == numbers


def test_a_review_asks_the_model_and_shows_where() -> None:
    text = "Good morning. Honestly, your people wreck everything we give them. See you Thursday."

    found = [each for each in review(text).findings if each.tier is Tier.NUDGE]

    assert found
    assert all("your people wreck everything" in text[each.start : each.end] for each in found)


def test_one_model_serves_threads_at_once() -> None:
    model = shipped_model("en")
    assert model is not None
    texts = [f"The belt is in and it will never slip again, number {number}." for number in range(12)]

    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda text: model.in_text([text]), texts))

    assert together == [model.in_text([text]) for text in texts]
    assert shipped_model("en") is model
