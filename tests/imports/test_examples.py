"""The example files come in as they are, into a dealership that has just been founded."""

import zipfile
from io import BytesIO

import pytest
from tests.builders import MONDAY
from tests.builders.founding import a_founder, a_new_firm

from steadyhand.business.calls.models import Call
from steadyhand.business.customers.models import Contract, Customer
from steadyhand.business.dealership.actions.make_set_up_link import make_set_up_link
from steadyhand.business.dealership.actions.set_up_dealership import set_up_dealership
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.machines.models import Machine
from steadyhand.imports.examples import example_files, examples_archive
from steadyhand.imports.files import import_files

pytestmark = pytest.mark.django_db


def test_all_of_them_land_and_twice_changes_nothing() -> None:
    token = make_set_up_link(maker="steadyhand", now=MONDAY)
    by = actor_for(set_up_dealership(token=token, firm=a_new_firm(), founder=a_founder(), now=MONDAY))

    first = import_files(example_files(), by=by, lands=True, now=MONDAY)
    again = import_files(example_files(), by=by, lands=True, now=MONDAY)

    assert (first.has_landed, first.rejected, first.new > 0) == (True, 0, True)
    assert (again.rejected, again.new, again.changed) == (0, 0, 0)
    counts = [rows.objects.of(by.tenant_id).count() for rows in (Customer, Machine, Contract, Call)]
    assert counts == [5, 7, 4, 4]


def test_the_archive_holds_them_and_is_the_same_every_time() -> None:
    with zipfile.ZipFile(BytesIO(examples_archive())) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}

    assert held == {path.name: path.read_bytes() for path in example_files()}
    assert {name.removesuffix(".csv") for name in held} >= {"customers", "machines", "contracts", "calls"}
