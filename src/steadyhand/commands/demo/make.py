"""Make the demo: the typical dealership, simulated up to now, its known people cast, and their stories told."""

import shutil
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, connections, transaction

from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.running import all_firms, people_who_sign_in
from steadyhand.business.people.queries import TechnicianFacts, technicians_of
from steadyhand.commands.application import CannotDo
from steadyhand.commands.demo.cast import BRANCHES, DEALERSHIP, MAIL, PEOPLE
from steadyhand.commands.demo.cast import TECHNICIANS as COLLEAGUES
from steadyhand.commands.demo.coached import Coached, tell_coaching
from steadyhand.commands.demo.dispatching import Dispatched, tell_dispatching
from steadyhand.commands.demo.first_calls import tell_first_calls
from steadyhand.commands.demo.hiring import tell_hiring
from steadyhand.commands.demo.hour import DemoHour, hour_of
from steadyhand.commands.demo.learning import tell_learning
from steadyhand.commands.demo.levels import tell_levels
from steadyhand.commands.demo.on_call import put_on_call, tell_last_night
from steadyhand.commands.demo.on_trucks import Trucks, tell_trucks
from steadyhand.commands.demo.open_loops import House, tell_open_loops
from steadyhand.commands.demo.packed import tell_kits
from steadyhand.commands.demo.parts_desk import PartsDesk, tell_parts_desk
from steadyhand.commands.demo.people import Team, tell_people
from steadyhand.commands.demo.programme import Voices, tell_programme
from steadyhand.commands.demo.promised import MACHINES, Desk, tell_promises
from steadyhand.commands.demo.shelves import tell_shelves
from steadyhand.commands.demo.story import LAST_TIME, Cast, tell_clinic, tell_what_waits
from steadyhand.commands.demo.territory import Place, tell_territory
from steadyhand.commands.demo.told import Talk, tell_words
from steadyhand.commands.tables import apply_migrations
from steadyhand.shared.actor import Actor
from steadyhand.simulator.happenings import Happening
from steadyhand.simulator.landing.bulk import Landed
from steadyhand.simulator.landing.casting import (
    cast_branches,
    cast_colleagues,
    cast_customer,
    cast_person,
    cast_technician,
    name_firm,
    somebody_else_s_machines,
)
from steadyhand.simulator.landing.moving import moved_from
from steadyhand.simulator.landing.simulated import begins_at, simulate_into_database
from steadyhand.simulator.world.world import COUNTRY, REGION, ZONE

Tell = Callable[[str], None]
# A dealership of the size that most are, and a history long enough for every screen.
TECHNICIANS, YEARS = 12, 2.0
SEED = 7
DISPATCHER, TECHNICIAN = PEOPLE[0], PEOPLE[1]
CLINIC = "Chen Family Clinic"


@transaction.atomic
def make_demo(
    *, now: datetime, tell: Tell, technicians: int = TECHNICIANS, years: float = YEARS, promises: int = MACHINES
) -> None:
    """Make the demo in an empty database: all of it, or, if anything stops it, none.

    With fewer technicians, years or promises it is there sooner, and has less to show.

    Raises:
        CannotDo: there is a dealership already.
    """
    if firms := all_firms():
        raise CannotDo(f"{firms[0].name} is in this database already: the demo is only ever made in an empty one.")
    hour = hour_of(now, zone=ZONE, country=COUNTRY, region=REGION)
    tell(f"Making {DEALERSHIP}: {years:g} years of an invented dealership with {technicians} technicians …")
    landed = _simulate(hour, technicians=technicians, years=years, tell=tell)
    _cast(landed, promises=promises, now=now)
    if hour.said:
        tell(hour.said)


def unmake_demo() -> None:
    """Empty a database in which there is only the demo. Its history is only ever added to, so everything goes.

    Raises:
        CannotDo: a real dealership is in it.
    """
    if real := [firm.name for firm in all_firms() if not firm.is_demo]:
        raise CannotDo(
            f"{', '.join(real)} is in this database, and it is no demo: nothing was changed. "
            "Name another place with STEADYHAND_HOME or DATABASE_URL."
        )
    if connection.vendor == "sqlite":
        connections.close_all()
        place = Path(settings.DATABASES["default"]["NAME"])
        for suffix in ("", "-wal", "-shm"):
            place.with_name(place.name + suffix).unlink(missing_ok=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        connections.close_all()
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    apply_migrations()


def _simulate(hour: DemoHour, *, technicians: int, years: float, tell: Tell) -> Landed:
    began = begins_at(hour.until, years)
    told: set[int] = set()

    def tell_quarters(at: datetime) -> None:
        quarter = int((at - began) / timedelta(days=91))
        if quarter not in told and quarter > 0:
            told.add(quarter)
            tell(f"  {at:%B %Y}")

    def change(happenings: Iterable[Happening]) -> Iterable[Happening]:
        return moved_from(happenings, dawn=hour.dawn, by=hour.by) if hour.by else happenings

    return simulate_into_database(
        dealer="typical",
        technicians=technicians,
        years=years,
        seed=SEED,
        until=hour.until,
        change=change,
        tell=tell_quarters,
    )


def _cast(landed: Landed, *, promises: int, now: datetime) -> None:
    """Give the known people their parts, and tell what every first page should have."""
    tenant_id = landed.tenant_id
    name_firm(tenant_id, name=DEALERSHIP, phone=BRANCHES[0].phone, email=f"service@{MAIL}")
    for person in PEOPLE:
        if person is not TECHNICIAN:
            cast_person(tenant_id, person.role, name=person.name, email=person.email)
    bruno_id, home_id = cast_technician(tenant_id, name=TECHNICIAN.name, email=TECHNICIAN.email, now=now)
    places = [
        {"code": place.code, "name": place.name, "street": place.street, "city": place.name, "phone": place.phone}
        for place in BRANCHES
    ]
    for branch_id, place in zip(cast_branches(tenant_id, home_id, places), BRANCHES, strict=False):
        names = [(person.name, person.email) for person in COLLEAGUES if person.branch == place.code]
        cast_colleagues(tenant_id, branch_id, names, apart_from=bruno_id)
    clinic = cast_customer(
        tenant_id, bruno_id, name=CLINIC, contact="Grace Chen", email="desk@chen.example", told=LAST_TIME,
        country=COUNTRY, now=now,
    )  # fmt: skip
    users = {person.name: person.id for person in people_who_sign_in() if person.tenant_id == tenant_id}
    dana = actor_for(users[DISPATCHER.name])
    colleague = next(row for row in technicians_of(dana, on=now.date()) if row.id != bruno_id)
    cast = Cast(
        dana=dana,
        bruno=actor_for(users[TECHNICIAN.name]),
        bruno_id=bruno_id,
        colleague=actor_for(users[colleague.name]),
        colleague_id=colleague.id,
        now=now,
    )
    next_call_id = tell_clinic(
        cast, customer_id=clinic.customer_id, machine_id=clinic.machine_id, contact_id=clinic.contact_id
    )
    standstill, scanning, at_night = somebody_else_s_machines(tenant_id, clinic.customer_id, count=3)
    tell_what_waits(cast, [standstill, scanning])
    put_on_call(tenant_id, now=now, zone=ZONE)
    tell_last_night(dana, machine_id=at_night, now=now, zone=ZONE)
    tell_open_loops(
        House(
            dana=dana,
            bruno=cast.bruno,
            colleague=cast.colleague,
            ruth=actor_for(users[PEOPLE[2].name]),
            elena=actor_for(users[PEOPLE[5].name]),
            clinic_id=clinic.customer_id,
            now=now,
        )
    )
    promised = somebody_else_s_machines(tenant_id, clinic.customer_id, count=promises, branch_id=colleague.branch_id)
    tell_promises(Desk(dana=dana, technician=cast.colleague, technician_id=colleague.id, zone=ZONE, now=now), promised)
    actors = {person.name: actor_for(users[person.name]) for person in PEOPLE}
    tell_kits(tenant_id, now=now)
    tell_words(Talk(actors=actors, clinic_id=clinic.customer_id, next_call_id=next_call_id, now=now))
    tell_territory(
        Place(dana=dana, bruno=cast.bruno, bruno_id=bruno_id, clinic_id=clinic.customer_id, zone=ZONE, now=now)
    )
    tell_shelves(actors["Walt Jensen"], now=now)
    others = [users[person.name] for person in COLLEAGUES if person.name in users]
    tell_learning(actors, [actor_for(each) for each in others[:3]], now=now)
    tell_people(
        Team(
            ruth=actors["Ruth Okafor"],
            dana=dana,
            bruno=cast.bruno,
            bruno_id=bruno_id,
            actors={name: actor_for(user_id) for name, user_id in users.items()},
            zone=ZONE,
            now=now,
        )
    )
    tell_coaching(Coached(ruth=actors["Ruth Okafor"], bruno_id=bruno_id, zone=ZONE, now=now))
    tell_hiring(actors, now=now)
    everybody = tuple(actor_for(key) for key in users.values())
    tell_programme(Voices(ruth=actors["Ruth Okafor"], everybody=everybody, now=now))
    beside = _beside(dana, bruno_id, now=now)
    if beside is not None and beside.name in users:
        tell_trucks(
            Trucks(
                walt=actors["Walt Jensen"],
                bruno=cast.bruno,
                bruno_id=bruno_id,
                colleague=actor_for(users[beside.name]),
                colleague_id=beside.id,
                zone=ZONE,
                now=now,
            )
        )
    tell_first_calls(actors["Ruth Okafor"], now=now)
    tell_parts_desk(
        PartsDesk(walt=actors["Walt Jensen"], bruno=cast.bruno, colleague=cast.colleague, zone=ZONE, now=now)
    )
    tell_levels(tenant_id, actors["Walt Jensen"], answered_for=bruno_id, now=now)
    # Last: it plans what everything before has left to be done.
    tell_dispatching(Dispatched(dana=dana, technicians=(cast.bruno, cast.colleague), zone=ZONE, now=now))


def _beside(dana: Actor, bruno_id: UUID, *, now: datetime) -> TechnicianFacts | None:
    """Return a colleague of Bruno's own branch; None where he drives alone."""
    every = technicians_of(dana, on=now.date())
    home = next(row.branch_id for row in every if row.id == bruno_id)
    return next((row for row in every if row.id != bruno_id and row.branch_id == home), None)
