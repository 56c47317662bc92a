"""What exactly is learnt? Messages as pieces of words, each also in a hastier hand; and who is kept out when."""

import random
import re
from collections.abc import Sequence

import numpy as np

from steadyhand.business.conversations.guard.findings import Label
from steadyhand.business.conversations.guard.model.windows import windows
from steadyhand.business.conversations.guard.model.wordpieces import WordPieces
from steadyhand.business.conversations.guard.rules.folder import abbreviations
from steadyhand.business.conversations.guard.sentences import sentences
from training.guard.messages import Message
from training.guard.packing import Tokens

# Of so many parts of the writers each model does without one; so many models learn.
FOLDS, MODELS = 3, 2
_CONTRACTIONS = {
    "do not": "don't", "will not": "won't", "can not": "can't", "cannot": "can't", "it is": "it's", "I will": "I'll",
    "we will": "we'll", "I am": "I'm", "we are": "we're", "that is": "that's", "you are": "you're", "did not": "didn't",
}  # fmt: skip
_HASTY = {"you": "u", "your": "ur", "because": "bc", "please": "pls", "tomorrow": "tmrw", "and": "&", "thanks": "thx"}


def fold_of(message: Message) -> int:
    """Return in which fold a message is kept out: that of its writer, whose voices are no strangers to each other."""
    return int(re.sub(r"\D", "", message.writer) or 0) % FOLDS


def tokens_of(text: str, words: WordPieces) -> Tokens:
    """Return the first window of a text, as the classifier reads it."""
    parts = [words.numbers(part.text) for part in sentences(text, abbreviations("en"))]
    first = next(windows(parts), None)
    if first is None:
        return Tokens((words.start, words.end), (-1, -1))
    owner = [-1] * len(first.pieces)
    for place, (_, start, end) in enumerate(first.spans):
        owner[start:end] = [place] * (end - start)
    return Tokens((words.start, *first.pieces, words.end), (-1, *owner, -1))


def wanted(messages: Sequence[Message]) -> np.ndarray:
    """Return messages × labels, 1 where a label is to be told."""
    return np.array([[label in message.labels for label in Label] for message in messages], np.float32)


def in_haste(text: str, dice: random.Random) -> str:
    """Return a text as somebody might type it on a phone: in another hand, with the same meaning."""
    return dice.choice(_HANDS)(text, dice)


def _small(text: str, _: random.Random) -> str:
    return text.lower().rstrip(".")


def _without_marks(text: str, _: random.Random) -> str:
    return re.sub(r"[,;:]", "", text).replace("'", "").rstrip(".!")


def _texted(text: str, _: random.Random) -> str:
    return " ".join(_HASTY.get(word, word) for word in text.lower().split())


def _slipped(text: str, dice: random.Random) -> str:
    words = text.split(" ")
    for _ in range(1 + len(words) // 15):
        place = dice.randrange(len(words))
        word = words[place]
        if len(word) > 4:  # noqa: PLR2004  # a slip in a short word makes another word of it
            at = dice.randrange(1, len(word) - 2)
            words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


def _drawn_together(text: str, _: random.Random) -> str:
    for long, short in _CONTRACTIONS.items():
        text = re.sub(rf"\b{long}\b", short, text)
    return text


def _written_out(text: str, _: random.Random) -> str:
    for long, short in _CONTRACTIONS.items():
        text = text.replace(short, long)
    return text


_HANDS = (_small, _without_marks, _texted, _slipped, _drawn_together, _written_out)
