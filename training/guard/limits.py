"""From which share on is a label told? Chosen on messages that were kept out, within what may be flagged wrongly."""

from collections.abc import Sequence

import numpy as np

# The bars are 10 and 6 in 100; unseen writers differ from ours, so that some room is left.
CLEAN_FLAGGED = 0.085
REPLIES_FLAGGED = 0.045
_STEPS = np.arange(0.08, 0.92, 0.02)


def limits(shares: np.ndarray, wanted: np.ndarray, replies: np.ndarray) -> np.ndarray:
    """Return a limit a label: the highest F1 over all labels while few clean messages and replies are flagged.

    Labels take turns, each with all of its limits tried while the others stand, until none of them moves.
    """
    chosen = np.full(wanted.shape[1], 0.5)
    for _ in range(6):
        before = chosen.copy()
        for label in range(len(chosen)):
            tried = [np.where(np.arange(len(chosen)) == label, step, chosen) for step in _STEPS]
            chosen = max(tried, key=lambda each: _worth(shares >= each, wanted, replies >= each))
        if (chosen == before).all():
            break
    return chosen


def _worth(found: np.ndarray, wanted: np.ndarray, in_replies: np.ndarray) -> float:
    told = wanted > 0
    right = (found & told).sum()
    f1 = 2 * right / (2 * right + (found ^ told).sum())
    clean = found[~told.any(1)].any(1).mean() if (~told.any(1)).any() else 0.0
    replies = in_replies.any(1).mean() if len(in_replies) else 0.0
    # Ten points of F1 for a point too much: a bar comes first, but the search must see which way it lies.
    over = max(0.0, clean - CLEAN_FLAGGED) + max(0.0, replies - REPLIES_FLAGGED)
    found_any = found[told.any(1)].any(1).mean()
    return float(f1 + 0.5 * found_any - 10 * over)


def figures(shares: np.ndarray, wanted: np.ndarray, chosen: np.ndarray, labels: Sequence[str]) -> str:
    """Return in a few lines how good the limits are on the messages they were chosen on."""
    found, told = shares >= chosen, wanted > 0
    right, wrong = (found & told).sum(0), (found ^ told).sum(0)
    each = ", ".join(
        f"{label} {2 * good / max(1, 2 * good + bad):.3f}"
        for label, good, bad in zip(labels, right, wrong, strict=True)
    )
    micro = 2 * right.sum() / (2 * right.sum() + wrong.sum())
    bad = told.any(1)
    return (
        f"F1 {micro:.3f}, anything found {found[bad].any(1).mean():.3f}, "
        f"clean flagged {found[~bad].any(1).mean():.3f}; {each}"
    )
