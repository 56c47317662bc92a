"""How likely does each sentence of a text say what a customer should never read? Read together, told one by one."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from steadyhand.business.conversations.guard.findings import Label
from steadyhand.business.conversations.guard.model.files import ModelFiles
from steadyhand.business.conversations.guard.model.network import Array, Network, OnnxNetwork
from steadyhand.business.conversations.guard.model.windows import WINDOW, windows
from steadyhand.business.conversations.guard.model.wordpieces import WordPieces

Shares = Mapping[Label, float]


class SmallModel:
    """The shipped model; one serves all threads."""

    def __init__(self, files: ModelFiles, network: Network | None = None) -> None:
        """Load a model.

        Raises:
            ModelUnfit: its weights can't be loaded.
        """
        self.thresholds = files.thresholds
        self._labels = files.labels
        self._words = WordPieces(files.vocabulary)
        self._network = OnnxNetwork(files.weights) if network is None else network

    def shares(self, sentences: Sequence[str]) -> list[Shares]:
        """Return the shares of sentences that have nothing to do with each other, in their order."""
        said = np.full((len(sentences), len(self._labels)), -np.inf, np.float32)
        pieces = [self._pieces(sentence)[:WINDOW] for sentence in sentences]
        for row in _rows(pieces):
            of_pieces, start = self._network([self._framed(pieces[number]) for number in row]), 0
            for number in row:
                own = of_pieces[start : start + len(pieces[number]) + 2]
                said[number] = (own.mean(axis=0) + own[1:-1].mean(axis=0)) / 2
                start += len(own)
        return self._shares(said)

    def in_text(self, sentences: Sequence[str]) -> list[Shares]:
        """Return the shares of sentences that follow each other in a text, each read with its neighbours in sight."""
        said = np.full((len(sentences), len(self._labels)), -np.inf, np.float32)
        for window in windows([self._pieces(sentence) for sentence in sentences]):
            of_pieces = self._network([self._framed(window.pieces)])
            # Half what the whole window says, half what the sentence does: so it was taught.
            whole = of_pieces.mean(axis=0)
            for number, start, end in window.spans:
                if start < end:
                    said[number] = (whole + of_pieces[1 + start : 1 + end].mean(axis=0)) / 2
        return self._shares(said)

    def _pieces(self, sentence: str) -> list[int]:
        # Without a letter nothing is said, whatever a row of emoji or dashes may look like to the network.
        return self._words.numbers(sentence) if any(map(str.isalpha, sentence)) else []

    def _framed(self, pieces: Sequence[int]) -> list[int]:
        return [self._words.start, *pieces, self._words.end]

    def _shares(self, said: Array) -> list[Shares]:
        with np.errstate(over="ignore"):
            shares = 1 / (1 + np.exp(-said))
        return [dict(zip(self._labels, map(float, row), strict=True)) for row in shares]


def _rows(pieces: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Yield which texts are read at once, none of them empty: as many as fill a window."""
    row: list[int] = []
    used = 0
    for number, own in enumerate(pieces):
        if row and used + len(own) > WINDOW:
            yield row
            row, used = [], 0
        if own:
            row.append(number)
            used += len(own) + 2
    if row:
        yield row
