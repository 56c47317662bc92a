"""Where do places lie on a map without tiles? North up, on one scale, in the middle of its picture."""

from collections.abc import Sequence
from math import cos, radians
from typing import Protocol

import numpy as np

WIDTH, HEIGHT, EDGE = 900, 420, 40
# Rounds after which sixty visits in one town stand apart; the rest overlaps a little.
_ROUNDS = 60
# The golden angle: no two of some hundred directions are alike.
_GOLDEN = 2.399963


class OnEarth(Protocol):
    """Anything with coordinates."""

    @property
    def latitude(self) -> float: ...

    @property
    def longitude(self) -> float: ...


def on_plane(
    points: Sequence[OnEarth], *, width: int = WIDTH, height: int = HEIGHT, edge: int = EDGE
) -> list[tuple[int, int]]:
    """Return where points lie, north up; a degree of longitude is as wide as it is at this latitude."""
    if not points:
        return []
    middle = radians(sum(point.latitude for point in points) / len(points))
    flat = [(point.longitude * cos(middle), -point.latitude) for point in points]
    left, top = min(x for x, _ in flat), min(y for _, y in flat)
    wide, high = max(x for x, _ in flat) - left, max(y for _, y in flat) - top
    # One scale for both, or a straight road would look bent; one site alone lies in the middle.
    scale = min((width - 2 * edge) / (wide or 1e-9), (height - 2 * edge) / (high or 1e-9))
    scale = scale if wide or high else 0
    aside = (width - wide * scale) / 2, (height - high * scale) / 2
    return [(round(aside[0] + (x - left) * scale), round(aside[1] + (y - top) * scale)) for x, y in flat]


def apart(places: Sequence[tuple[int, int]], *, least: float, side: int) -> list[tuple[int, int]]:
    """Return places of a square moved apart, until none is nearer to another than `least` if there is room for that.

    Equal places give equal answers. Some hundred places take some milliseconds.
    """
    if len(places) < 2:  # noqa: PLR2004  # a pair
        return list(places)
    # Each lies a hair beside its place, in a direction of its own: two at one place or corner can be told apart.
    turns = np.arange(len(places)) * _GOLDEN
    hair = 0.01 * np.stack([np.cos(turns), np.sin(turns)], axis=1)
    at = np.array(places, dtype=float) + hair
    for _ in range(_ROUNDS):
        between = at[:, None, :] - at[None, :, :]
        far = np.hypot(between[..., 0], between[..., 1])
        np.fill_diagonal(far, np.inf)
        lacking = np.clip(least - far, 0, None)
        if not lacking.any():
            break
        at += (between / far[..., None] * (lacking / 2)[..., None]).sum(axis=1)
        at = np.clip(at, least / 2, side - least / 2) + hair
    return [(round(x), round(y)) for x, y in at]
