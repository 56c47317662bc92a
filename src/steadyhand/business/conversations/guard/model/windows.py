"""How is a text laid before the model? In windows of whole sentences, no longer than what it has learned from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Messages to learn from were at most so long; a longer text is read window by window.
WINDOW = 126


@dataclass(frozen=True, slots=True)
class Window:
    """The pieces of some sentences of a text, and of each sentence its number and where its pieces begin and end."""

    pieces: tuple[int, ...]
    spans: tuple[tuple[int, int, int], ...]


def windows(sentences: Sequence[Sequence[int]]) -> Iterator[Window]:
    """Yield windows that hold every sentence once, in order; of one longer than a window only the beginning counts."""
    pieces: list[int] = []
    spans: list[tuple[int, int, int]] = []
    for number, sentence in enumerate(sentences):
        cut = sentence[:WINDOW]
        if pieces and len(pieces) + len(cut) > WINDOW:
            yield Window(tuple(pieces), tuple(spans))
            pieces, spans = [], []
        spans.append((number, len(pieces), len(pieces) + len(cut)))
        pieces += cut
    if pieces:
        yield Window(tuple(pieces), tuple(spans))
