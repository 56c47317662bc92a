"""The demo dealership, as little of it as shows everything: seconds to make, so a module of tests makes it once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.test import override_settings
from tests import tenancy

from steadyhand.business.dealership.models import Dealership
from steadyhand.commands.demo.make import make_demo


def a_demo(now: datetime, *, home: Path) -> Dealership:
    """Make the demo in an empty database; last night's messages are written down in the home."""
    with override_settings(HOME=home, SMS="", MAIL=""):
        make_demo(now=now, tell=lambda _: None, technicians=6, years=0.25, promises=9)
    return Dealership.objects.get()


@contextmanager
def a_demo_for_many(now: datetime, *, home: Path) -> Iterator[Dealership]:
    """Make the demo for a fixture of a module's scope: each test takes its own changes back, and in the end it goes.

    The database must be open to whoever enters and leaves this; in between, tests open it for themselves.
    """
    with transaction.atomic():
        with tenancy.wrapper():
            made = a_demo(now, home=home)
        yield made
        transaction.set_rollback(True)
