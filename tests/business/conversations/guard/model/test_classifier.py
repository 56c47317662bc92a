"""Are shares those of the right sentence, however long the text is?"""

from collections.abc import Sequence

import numpy as np
import pytest

from steadyhand.business.conversations.guard.findings import Label
from steadyhand.business.conversations.guard.model.classifier import SmallModel
from steadyhand.business.conversations.guard.model.files import ModelFiles
from steadyhand.business.conversations.guard.model.network import Array
from steadyhand.business.conversations.guard.model.windows import WINDOW

VOCABULARY = {piece: number for number, piece in enumerate(["[UNK]", "[CLS]", "[SEP]", "bad", "good", "."])}
BAD = 3


class Counts:
    """A network to which only the piece “bad” says something, and which notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[list[int]]] = []

    def __call__(self, texts: Sequence[Sequence[int]]) -> Array:
        self.asked.append([list(text) for text in texts])
        pieces = [piece for text in texts for piece in text]
        return np.array([[8.0 if piece == BAD else -8.0, -8.0] for piece in pieces], np.float32)


def model(network: Counts) -> SmallModel:
    labels = (Label.BLAME, Label.HARD_SELL)
    return SmallModel(ModelFiles(b"", VOCABULARY, labels, dict.fromkeys(labels, 0.5)), network)


def test_a_sentence_is_read_with_its_neighbours_and_told_by_itself() -> None:
    network = Counts()

    good, bad = model(network).in_text(["good good.", "bad bad bad"])

    assert network.asked == [[[1, 4, 4, 5, 3, 3, 3, 2]]]
    assert bad[Label.BLAME] == pytest.approx(1 / (1 + np.exp(-(8 + -2) / 2)))
    assert good[Label.BLAME] < 0.01
    assert bad[Label.HARD_SELL] < 0.01


def test_texts_that_have_nothing_to_do_with_each_other_are_read_at_once_but_apart() -> None:
    network = Counts()

    bad, empty, good = model(network).shares(["bad", "", "good"])

    assert network.asked == [[[1, 3, 2], [1, 4, 2]]]
    assert bad[Label.BLAME] > 0.5
    assert good[Label.BLAME] < 0.01
    assert empty == {Label.BLAME: 0.0, Label.HARD_SELL: 0.0}


def test_a_long_text_is_read_window_by_window() -> None:
    network = Counts()
    sentences = ["good " * 50, "good " * 50, "bad " * 50, "bad " * 500]

    shares = model(network).in_text(sentences)

    assert [len(texts[0]) - 2 for texts in network.asked] == [100, 50, WINDOW]
    assert [each[Label.BLAME] > 0.5 for each in shares] == [False, False, True, True]


def test_where_no_letter_stands_nothing_is_said() -> None:
    network = Counts()

    dots, bad = model(network).in_text(["... 🙂 --", "bad"])

    assert dots[Label.BLAME] == 0
    assert bad[Label.BLAME] > 0.5
    assert network.asked == [[[1, 3, 2]]]


def test_nothing_is_asked_about_nothing() -> None:
    network = Counts()

    assert model(network).in_text([]) == []
    assert model(network).shares([]) == []
    assert network.asked == []
