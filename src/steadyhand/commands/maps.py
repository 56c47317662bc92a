"""`steadyhand maps`: build a map for travel times, and say who answers how long a drive is."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from steadyhand.commands.answers import as_json
from steadyhand.commands.application import CannotDo, wake

if TYPE_CHECKING:
    from steadyhand.business.dispatch.travel.answer import TravelTimes
    from steadyhand.business.dispatch.travel.places import Place
    from steadyhand.shared.actor import Actor

WHO = "steadyhand maps"


@click.group()
def maps() -> None:
    """Build a map for travel times, and see who answers how long a drive is (docs/operate/maps.md)."""


@maps.command("build", epilog="Example: steadyhand maps build ohio-latest.osm.pbf")
@click.argument("extract", type=click.Path(path_type=Path), metavar="FILE.osm.pbf")
def build(*, extract: Path) -> None:
    """Build a map from FILE.osm.pbf, an extract of OpenStreetMap, and let it answer from now on.

    Minutes for a state. The map before answers meanwhile, and stays if this fails. Safe to stop and to run again.
    """
    wake()
    from steadyhand.integrations.maps.building import CannotBuild, build_map  # noqa: PLC0415
    from steadyhand.integrations.maps.chosen import maps_folder  # noqa: PLC0415
    from steadyhand.integrations.maps.valhalla import ATTRIBUTION  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    click.echo(f"Building a map from {extract.name} …", err=True)
    try:
        built = build_map(extract, maps_folder(), now=read_clock())
    except CannotBuild as problem:
        raise CannotDo(str(problem)) from problem
    click.echo(f"Built, in {built.folder}. It answers from now on; show with what it says: {ATTRIBUTION}")


@maps.command("status", epilog="Example: steadyhand maps status")
@click.option("--dealership", default="", help="Name of the dealership, where the database has several.")
def status(*, dealership: str) -> None:
    """Say which maps are asked, in which order, and how fast our own drives are."""
    wake()
    from steadyhand.business.dispatch.queries.travel_kept import how_many_kept, pace_of  # noqa: PLC0415
    from steadyhand.business.dispatch.travel.maps import maps_in_use  # noqa: PLC0415

    tenant_id = _acting(dealership).tenant_id
    kept, learnt = how_many_kept(tenant_id), pace_of(tenant_id)
    for number, one in enumerate(maps_in_use(), 1):
        click.echo(f"{number}. {one.name}: drives from {kept.get(one.key, 0):,} places kept. {one.attribution}")
    if learnt.drives:
        whose = f"as fast as {learnt.drives:,} drives of ours, learnt {learnt.learnt_at:%Y-%m-%d}"
    else:
        whose = "by the shipped norms, for no drives of ours are known yet (`steadyhand maps learn`)"
    click.echo(f"Else straight lines, {whose}:")
    for band, factor in learnt.pace.by_band.items():
        click.echo(f"   {band.label}: {factor:.2f} times what it takes by day")
    for why, count in learnt.left_out.items():
        click.echo(f"   {count:,} left out: {why}")


@maps.command("learn", epilog="Example: steadyhand maps learn")
@click.option("--dealership", default="", help="Name of the dealership, where the database has several.")
def learn(*, dealership: str) -> None:
    """Learn from our visits how fast we drive. The jobs do it each day; here it is done at once."""
    wake()
    from steadyhand.business.dispatch.actions.learn_driving import learn_driving  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    learnt = learn_driving(tenant_id=_acting(dealership).tenant_id, now=read_clock())
    click.echo(f"Learnt from {learnt.used:,} drives; {sum(learnt.left_out.values()):,} left out.")


@maps.command(
    "between",
    # South of the equator a place begins with a minus.
    context_settings={"ignore_unknown_options": True},
    epilog="Example: steadyhand maps between 47.14,9.52 47.17,9.51 --at 2026-03-09T08:00",
)
@click.argument("points", nargs=-1, required=True, metavar="LATITUDE,LONGITUDE …")
@click.option(
    "--at", "leaving_at", type=click.DateTime(["%Y-%m-%dT%H:%M"]), default=None, help="When somebody leaves; now."
)
@click.option("--dealership", default="", help="Name of the dealership, where the database has several.")
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON.")
def between(*, points: tuple[str, ...], leaving_at: "object", dealership: str, wants_json: bool) -> None:
    """Say how long it is from each place to each other, and who says so."""
    wake()
    from datetime import datetime  # noqa: PLC0415
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    from steadyhand.business.dealership.queries import the_dealership  # noqa: PLC0415
    from steadyhand.business.dispatch.travel.hours import band_at  # noqa: PLC0415
    from steadyhand.business.dispatch.travelling import travel_times  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    tenant_id, now = _acting(dealership).tenant_id, read_clock()
    local = now.astimezone(ZoneInfo(the_dealership(tenant_id).zone))
    band = band_at(leaving_at if isinstance(leaving_at, datetime) else local)
    places = [_place(point) for point in points]
    found = travel_times(tenant_id=tenant_id, places=places, band=band, now=now)
    if wants_json:
        as_json(_plain(found))
        return
    for row, point in enumerate(points):
        for column, other in enumerate(points):
            if row != column:
                km = found.metres[row, column] / 1000
                click.echo(f"{point} → {other}: {found.minutes[row, column]:.0f} min, {km:.1f} km")
    for sentence in found.sentences:
        click.echo(sentence)


def _acting(dealership: str) -> "Actor":
    from steadyhand.imports.acting import WhichDealership, acting_for  # noqa: PLC0415

    try:
        return acting_for(dealership, WHO)
    except WhichDealership as problem:
        raise CannotDo(str(problem)) from problem


def _place(said: str) -> "Place":
    from steadyhand.business.dispatch.travel.places import NoSuchPlace, Place  # noqa: PLC0415

    latitude, _, longitude = said.partition(",")
    try:
        return Place(float(latitude), float(longitude))
    except NoSuchPlace as problem:
        raise CannotDo(str(problem)) from problem
    except ValueError as problem:
        raise CannotDo(f"{said!r} is no place: write latitude, comma, longitude, as in 39.96,-83.00.") from problem


def _plain(found: "TravelTimes") -> dict[str, object]:
    return {
        "minutes": found.minutes.round(1).tolist(),
        "metres": found.metres.round().tolist(),
        "attributions": list(found.attributions),
        "said": list(found.sentences),
    }
