"""Where do places lie on a map without tiles? North up, on one scale, in the middle of its picture."""

from collections.abc import Sequence
from math import cos, radians
from typing import Protocol

WIDTH, HEIGHT, EDGE = 900, 420, 40


class OnEarth(Protocol):
    """Anything with coordinates."""

    @property
    def latitude(self) -> float: ...

    @property
    def longitude(self) -> float: ...


def on_plane(points: Sequence[OnEarth]) -> list[tuple[int, int]]:
    """Return where points lie, north up; a degree of longitude is as wide as it is at this latitude."""
    if not points:
        return []
    middle = radians(sum(point.latitude for point in points) / len(points))
    flat = [(point.longitude * cos(middle), -point.latitude) for point in points]
    left, top = min(x for x, _ in flat), min(y for _, y in flat)
    wide, high = max(x for x, _ in flat) - left, max(y for _, y in flat) - top
    # One scale for both, or a straight road would look bent; one site alone lies in the middle.
    scale = min((WIDTH - 2 * EDGE) / (wide or 1e-9), (HEIGHT - 2 * EDGE) / (high or 1e-9))
    scale = scale if wide or high else 0
    aside = (WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2
    return [(round(aside[0] + (x - left) * scale), round(aside[1] + (y - top) * scale)) for x, y in flat]
