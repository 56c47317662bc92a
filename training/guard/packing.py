"""How do messages share rows of a batch? Several messages a row, so that no core computes padding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

LENGTH = 128
ROWS = 8
MESSAGES = 96
SENTENCES = 192


@dataclass(frozen=True, slots=True)
class Tokens:
    """A message's tokens with [CLS] and [SEP], and which of its sentences each belongs to (−1: none)."""

    ids: tuple[int, ...]
    sentence_of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of tokens; `message` and `sentence` number them through the batch, MESSAGES and SENTENCES where none is."""

    ids: np.ndarray
    places: np.ndarray
    message: np.ndarray
    sentence: np.ndarray
    message_of_sentence: np.ndarray
    which: tuple[int, ...]


def batches(messages: Sequence[Tokens], order: Sequence[int]) -> Iterator[Batch]:
    """Yield batches that hold every message once, filled first come, first served."""
    rows: list[list[int]] = [[]]
    used = messages_in = sentences_in = 0
    for index in order:
        size, count = len(messages[index].ids), 1 + max(messages[index].sentence_of)
        full = messages_in == MESSAGES or sentences_in + count > SENTENCES
        if used + size > LENGTH or full:
            if len(rows) == ROWS or full:
                yield _batch(messages, rows)
                rows, messages_in, sentences_in = [], 0, 0
            rows.append([])
            used = 0
        rows[-1].append(index)
        used, messages_in, sentences_in = used + size, messages_in + 1, sentences_in + count
    if messages_in:
        yield _batch(messages, rows)


def _batch(messages: Sequence[Tokens], rows: Sequence[Sequence[int]]) -> Batch:
    ids, places = np.zeros((ROWS, LENGTH), np.int32), np.zeros((ROWS, LENGTH), np.int32)
    message = np.full((ROWS, LENGTH), MESSAGES, np.int32)
    sentence = np.full((ROWS, LENGTH), SENTENCES, np.int32)
    message_of_sentence = np.full(SENTENCES, MESSAGES, np.int32)
    which: list[int] = []
    sentences = 0
    for row, indices in enumerate(rows):
        start = 0
        for index in indices:
            tokens = messages[index]
            end = start + len(tokens.ids)
            ids[row, start:end], places[row, start:end] = tokens.ids, np.arange(end - start)
            message[row, start:end] = len(which)
            own = np.array(tokens.sentence_of)
            sentence[row, start:end] = np.where(own < 0, SENTENCES, own + sentences)
            count = 1 + own.max()
            message_of_sentence[sentences : sentences + count] = len(which)
            sentences += count
            which.append(index)
            start = end
    return Batch(ids, places, message, sentence, message_of_sentence, tuple(which))
