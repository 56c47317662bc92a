"""How fast, and how right, are travel times? `make bench-travel`: on a map, from before, without a map.

STEADYHAND_DATA names the folder whose osm/ holds liechtenstein-2015.osm.pbf and baltimore-part.osm.pbf; `make maps`
installs what a map needs. Without either it says what is missing. Seconds are the processor's. Returns 1 while a figure
falls short.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import click
import numpy as np

from benchmarks.yardstick import said as machine_said

PLACES = 500
FROM_A_MAP_SECONDS, FROM_BEFORE_SECONDS, WITHOUT_SECONDS = 5.0, 0.2, 0.2
# The valley of Liechtenstein, and the part of Baltimore that the extract holds: south, north, west, east.
VALLEY, CITY = (47.13, 47.25, 9.49, 9.56), (39.24, 39.34, -76.65, -76.50)
EXTRACTS = ("liechtenstein-2015.osm.pbf", "baltimore-part.osm.pbf")
TENANT = UUID(int=8)
NOW = datetime(2026, 3, 9, 13, 0, tzinfo=UTC)
# Of drives made up on the city's map: learnt from so many, tried on as many others, a fifth with a stop on the way.
LEARN_FROM, STOPS = 300, 0.2


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="bench-travel-") as folder:
        os.environ |= {"STEADYHAND_HOME": folder, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steadyhand.config.settings")
        import django  # noqa: PLC0415  # the settings read what has just been set

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        short = _without_a_map()
        missing = _missing()
        if missing:
            click.echo(f"bench-travel: {missing}")
            return 1
        short += _with_a_map(Path(folder))
        short += _how_right(Path(folder))
    click.echo(machine_said())
    click.echo(f"bench-travel: short: {', '.join(short)}" if short else "bench-travel: every bar is met")
    return 1 if short else 0


def _missing() -> str:
    from steadyhand.integrations.maps.embedded import NOT_INSTALLED, is_installed  # noqa: PLC0415

    data = Path(os.environ.get("STEADYHAND_DATA", "")) / "osm"
    if not os.environ.get("STEADYHAND_DATA") or not all((data / name).is_file() for name in EXTRACTS):
        return f"STEADYHAND_DATA names no folder with osm/{EXTRACTS[0]} and osm/{EXTRACTS[1]}."
    return "" if is_installed() else NOT_INSTALLED


def _without_a_map() -> list[str]:
    from steadyhand.business.dispatch.travel.maps import register_maps  # noqa: PLC0415

    register_maps(tuple)
    _times(_scattered(VALLEY, 10))
    seconds, found = _measured(lambda: _times(_scattered(VALLEY, PLACES)))
    is_whole = bool((found.minutes > 0).sum() == PLACES * (PLACES - 1))
    click.echo(
        f"no map at all, {PLACES} × {PLACES}: {seconds:.2f} s (bar {WITHOUT_SECONDS}), every drive answered: {is_whole}"
    )
    return [] if is_whole and seconds <= WITHOUT_SECONDS else ["without a map"]


def _with_a_map(home: Path) -> list[str]:
    from steadyhand.business.dispatch.travel.maps import register_maps  # noqa: PLC0415
    from steadyhand.integrations.maps.embedded import EmbeddedMap  # noqa: PLC0415

    own = _built(EXTRACTS[0], home / "valley")
    register_maps(lambda: (EmbeddedMap(own),))
    places = _scattered(VALLEY, PLACES)
    EmbeddedMap(own).table(places[:2], places[:2])  # the engine is loaded once a process
    asked, first = _measured(lambda: EmbeddedMap(own).table(places, places))
    click.echo(f"from the map, {PLACES} × {PLACES}: {asked:.2f} s (bar {FROM_A_MAP_SECONDS}), "
               f"no way for {float(np.isnan(first.seconds).mean()):.1%}")  # fmt: skip
    kept, found = _measured(lambda: _times(places))
    click.echo(f"from the map and kept: {kept:.2f} s (bar {FROM_A_MAP_SECONDS})")
    again, before = _measured(lambda: _times(places))
    click.echo(f"from before: {again:.3f} s (bar {FROM_BEFORE_SECONDS})")
    for sentence in before.sentences:
        click.echo(f"    {sentence}")
    same = bool((found.seconds == before.seconds).all())
    click.echo(f"    the same as when it was asked: {same}")
    short = ["from a map"] if max(asked, kept) > FROM_A_MAP_SECONDS else []
    return short + ([] if again <= FROM_BEFORE_SECONDS and same else ["from before"])


def _how_right(home: Path) -> list[str]:
    """Learn the pace from drives made up on the city's map, and try it on others."""
    from steadyhand.business.dispatch.travel.hours import Band  # noqa: PLC0415
    from steadyhand.business.dispatch.travel.learning import Drive, learn_pace  # noqa: PLC0415
    from steadyhand.business.dispatch.travel.pace import AT_THE_DOORS_MINUTES, NORM  # noqa: PLC0415
    from steadyhand.business.dispatch.travel.places import straight_km  # noqa: PLC0415
    from steadyhand.integrations.maps.embedded import EmbeddedMap  # noqa: PLC0415

    places = _scattered(CITY, 200)
    table = EmbeddedMap(_built(EXTRACTS[1], home / "city")).table(places, places)
    km, chance = straight_km(places, places), Random(4)  # noqa: S311  # the same drives every time
    pairs = [(a, b) for a, b in np.argwhere((km > 1) & ~np.isnan(table.seconds)).tolist() if table.seconds[a, b] > 0]
    chosen = chance.sample(pairs, 2 * LEARN_FROM)
    # A town whose traffic is a third slower than free roads, and drives that differ by a fifth.
    true = {pair: AT_THE_DOORS_MINUTES + table.seconds[pair] / 60 * 1.33 for pair in map(tuple, chosen)}
    drives = []
    for a, b in chosen[:LEARN_FROM]:
        minutes = true[a, b] * chance.lognormvariate(0, 0.2) + (
            chance.uniform(15, 50) if chance.random() < STOPS else 0
        )
        drives.append(Drive(places[a], places[b], NOW, NOW + timedelta(minutes=minutes)))
    learnt = learn_pace(drives)
    others = chosen[LEARN_FROM:]
    truth = np.array([true[a, b] for a, b in others])
    far = np.array([km[a, b] for a, b in others])
    off = {
        name: float(np.median(np.abs(pace.minutes(far, Band.DAY) / truth - 1)))
        for name, pace in (("shipped norms", NORM), (f"learnt from {learnt.used} drives", learnt.pace))
    }
    for name, error in off.items():
        click.echo(f"without a map, {name}: half of {len(others)} other drives are within {error:.0%}")
    before, after = off.values()
    return [] if after <= before else ["learning makes it worse"]


def _built(extract: str, maps: Path) -> Path:
    from steadyhand.integrations.maps.building import build_map  # noqa: PLC0415

    started = time.perf_counter()
    build_map(Path(os.environ["STEADYHAND_DATA"]) / "osm" / extract, maps, now=NOW)
    click.echo(f"{extract}: built in {time.perf_counter() - started:.1f} s by the clock")
    return maps


def _times(places: Sequence[Any]) -> Any:
    from steadyhand.business.dispatch.travel.hours import Band  # noqa: PLC0415
    from steadyhand.business.dispatch.travelling import travel_times  # noqa: PLC0415

    return travel_times(tenant_id=TENANT, places=places, band=Band.DAY, now=NOW)


def _scattered(box: tuple[float, float, float, float], count: int) -> list[Any]:
    from steadyhand.business.dispatch.travel.places import Place  # noqa: PLC0415

    chance, (south, north, west, east) = Random(7), box  # noqa: S311  # the same places every time
    return [Place(chance.uniform(south, north), chance.uniform(west, east)) for _ in range(count)]


def _measured(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.process_time()
    answer = work()
    return time.process_time() - started, answer


if __name__ == "__main__":
    sys.exit(main())
