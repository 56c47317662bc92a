"""Train the guard's model anew: `make train-guard`. STEADYHAND_DATA names the folder with the real replies.

Two models learn, each without another third of the writers; on the third that each has not read, the limits are chosen.
The mean of their weights ships: together they have read everybody, and such neighbours may be averaged.

With GUARD_TRAINING (a folder) what each has learnt is kept there and taken from there another time; GUARD_FOLDS ("0")
says which of them this run learns, so that some can run side by side.
"""

import os
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

# One thread computes as fast as two on a shared machine, and always adds up in the same order.
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")

import jax
import numpy as np

from steadyhand.business.conversations.guard.classifying import Classifier
from steadyhand.business.conversations.guard.findings import Label
from steadyhand.business.conversations.guard.model.wordpieces import WordPieces
from steadyhand.business.conversations.guard.rules.folder import LANGUAGES, abbreviations
from steadyhand.business.conversations.guard.sentences import sentences
from steadyhand.business.conversations.guard.shipped import shipped
from steadyhand.business.conversations.guard.vetoes import spared_by
from training.guard.encoder import Tree, encoder_weights
from training.guard.files import base_folder, classifier_of, keep_fold, kept_fold, vocabulary_of, write_model
from training.guard.learning import Lesson, Plan, entering, learn, new_head
from training.guard.lessons import MODELS, fold_of, in_haste, tokens_of, wanted
from training.guard.limits import figures, limits
from training.guard.messages import DataMissing, Message, own_messages, real_replies
from training.guard.ready_texts import ready_texts

PLAN = Plan(epochs=8)
SEED = 7
ONLY = tuple(int(fold) for fold in os.environ.get("GUARD_FOLDS", "").split(",") if fold)


@dataclass(frozen=True, slots=True)
class Class:
    """What all models start from and learn: own messages, then what is fit to be sent anyway, in two hands."""

    start: Tree
    messages: tuple[Message, ...]
    plain: Lesson
    hasty: Lesson

    def without(self, fold: int) -> list[Lesson]:
        """Return the lessons of the model that does not read a fold's writers."""
        own = len(self.messages)
        every = range(len(self.plain.tokens))
        reads = [place for place in every if place >= own or fold_of(self.messages[place]) != fold]
        return [_part(self.plain, reads), _part(self.hasty, reads)]


def main() -> int:
    """Learn, choose, and write what ships; tell the figures on what was kept out."""
    told = partial(_tell, time.monotonic())
    try:
        messages, replies, base = own_messages(), real_replies(), base_folder()
    except DataMissing as error:
        print(f"Can't train: {error}")
        return 1
    words = WordPieces(vocabulary_of(base))
    start = {**encoder_weights(base / "model.safetensors"), "head": new_head(SEED)}
    # Every other reply is learnt from as fit to be sent; the others are for choosing limits and measuring.
    fit = [*replies[::2], *ready_texts()]
    learnt = [*messages, *(Message(text, frozenset()) for text in fit)]
    ours = Class(start, messages, *_lessons(learnt, start, words))
    told(f"{len(messages)} messages and {len(fit)} replies and ready texts read")

    taught = [_taught(ours, fold, told) for fold in range(MODELS)]
    models = [weights for weights in taught if weights is not None]
    if len(models) < MODELS:
        return 0
    shares, aims, of_replies = [], [], []
    for fold, weights in enumerate(models):
        classifier = classifier_of(weights, base)
        out = [message for message in messages if fold_of(message) == fold]
        shares.append(_shares([message.text for message in out], classifier))
        aims.append(wanted(out))
        of_replies.append(_shares(replies[1::2], classifier))
    _choose_and_write(np.concatenate(shares), np.concatenate(aims), np.mean(of_replies, axis=0), models, base)
    told("written")
    return 0


def _choose_and_write(
    shares: np.ndarray, aims: np.ndarray, of_replies: np.ndarray, models: Sequence[Tree], base: Path
) -> None:
    chosen = limits(shares, aims, of_replies)
    print(figures(shares, aims, chosen, list(Label)))
    print(f"unseen replies flagged {(of_replies >= chosen).any(1).mean():.3f}")
    mean = jax.tree.map(lambda *arrays: np.mean(arrays, axis=0, dtype=np.float32), *models)
    write_model(LANGUAGES / "en" / "model", mean, chosen, base)


def _tell(began: float, line: str) -> None:
    print(f"{time.monotonic() - began:6.0f} s  {line}", flush=True)


def _taught(ours: Class, fold: int, told: partial[None]) -> Tree | None:
    kept = kept_fold(fold, ours.start)
    if kept is not None or (ONLY and fold not in ONLY):
        return kept
    weights = learn(ours.start, ours.without(fold), SEED + fold, PLAN, lambda line: told(f"model {fold + 1}, {line}"))
    keep_fold(fold, weights)
    return weights


def _lessons(learnt: Sequence[Message], start: Tree, words: WordPieces) -> tuple[Lesson, Lesson]:
    dice = random.Random(SEED)
    lessons = []
    for texts in ([message.text for message in learnt], [in_haste(message.text, dice) for message in learnt]):
        tokens = [tokens_of(text, words) for text in texts]
        weight = np.ones(len(learnt), np.float32)
        lessons.append(Lesson(tokens, entering(start, tokens, PLAN.frozen), wanted(learnt), weight))
    return lessons[0], lessons[1]


def _part(lesson: Lesson, places: Sequence[int]) -> Lesson:
    return Lesson(
        [lesson.tokens[place] for place in places],
        [lesson.entering[place] for place in places],
        lesson.wanted[list(places)],
        lesson.weight[list(places)],
    )


def _shares(texts: Sequence[str], classifier: Classifier) -> np.ndarray:
    """Return what a review would be told of each text: of its sentences that no veto spares, the highest share."""
    vetoes, lists = shipped("en").vetoes, abbreviations("en")
    found = np.zeros((len(texts), len(Label)))
    for place, text in enumerate(texts):
        parts = sentences(text, lists)
        for part, told in zip(parts, classifier.in_text([part.text for part in parts]), strict=True):
            for number, label in enumerate(Label):
                if told[label] > found[place, number] and spared_by(vetoes, part, label) is None:
                    found[place, number] = told[label]
    return found


if __name__ == "__main__":
    sys.exit(main())
