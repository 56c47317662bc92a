"""Make the small demo: its people, its files through the importer, and today's calls through the flows."""

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction

from steadyhand.business.dealership.actions.change_branch import change_branch
from steadyhand.business.dealership.actions.found_dealership import FirstBranch, found_dealership
from steadyhand.business.dealership.actions.give_password import give_password
from steadyhand.business.dealership.actions.invite_user import invite_user
from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.dealership.described import DescribedBranch, RoleAt
from steadyhand.business.dealership.running import all_firms, branch_codes
from steadyhand.commands.application import CannotDo
from steadyhand.commands.demo.cast import BRANCHES, DEALERSHIP, EVERYBODY, PASSWORD, ZONE
from steadyhand.commands.demo.dates import copy_moved, weeks_between
from steadyhand.commands.demo.on_call import put_on_call
from steadyhand.commands.demo.today import tell_today
from steadyhand.commands.demo.writing.places import MIDDLES
from steadyhand.imports.files import import_files
from steadyhand.shared.actor import Actor, the_system

FILES = Path(__file__).resolve().parent / "files"
Tell = Callable[[str], None]


@transaction.atomic
def make_small_demo(*, now: datetime, tell: Tell) -> None:
    """Make the small demo in an empty database: all of it, or, if anything stops it, none.

    Raises:
        CannotDo: there is a dealership already, or its own files don't come in whole.
    """
    if firms := all_firms():
        raise CannotDo(f"{firms[0].name} is in this database already: the demo is only ever made in an empty one.")
    tell(f"Making {DEALERSHIP}, an invented dealership …")
    tenant_id = found_dealership(
        founder="steadyhand demo",
        name=DEALERSHIP,
        country="US",
        region="OH",
        zone=ZONE,
        branches=[
            FirstBranch(code=place.code, name=place.name, street=place.street, city=place.name, phone=place.phone)
            for place in BRANCHES
        ],
        is_demo=True,
        now=now,
    )
    by = the_system(tenant_id, "steadyhand demo")
    _place_branches(by, now)
    _let_in(by, now)
    _import(by, now)
    tell_today(tenant_id=tenant_id, now=now)
    put_on_call(tenant_id, now=now, zone=ZONE)


def _place_branches(by: Actor, now: datetime) -> None:
    """Say where the branches are: without that no drive from them can be reckoned."""
    places = {place.code: place for place in BRANCHES}
    for branch in branches_of(by):
        latitude, longitude = MIDDLES[branch.code]
        place = places[branch.code]
        described = DescribedBranch(
            code=branch.code, name=branch.name, zone=branch.zone, calendar_id=branch.calendar_id, street=place.street,
            city=place.name, phone=place.phone, latitude=latitude, longitude=longitude,
        )  # fmt: skip
        change_branch(by=by, branch_id=branch.id, branch=described, now=now)


def _let_in(by: Actor, now: datetime) -> None:
    """Let everybody of the cast sign in with the one password that is printed."""
    branches = branch_codes(by.tenant_id)
    for person in EVERYBODY:
        held = [RoleAt(person.role, branches.get(person.branch))]
        user_id = invite_user(by=by, name=person.name, email=person.email, phone="", roles=held, now=now)
        give_password(by=by, user_id=user_id, password=PASSWORD, now=now)


def _import(by: Actor, now: datetime) -> None:
    weeks = weeks_between(now.astimezone(ZoneInfo(ZONE)).date())
    with tempfile.TemporaryDirectory() as folder:
        copies = copy_moved(FILES, Path(folder), weeks=weeks)
        report = import_files(copies, by=by, lands=True, now=now)
    if not report.has_landed:
        raise CannotDo(f"The demo's own files did not come in: {report.refused}")
