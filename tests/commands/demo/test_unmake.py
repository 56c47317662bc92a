"""Only a demo is ever thrown away."""

import pytest
from tests.builders import a_dealership

from steadyhand.business.dealership.models import Dealership
from steadyhand.commands.application import CannotDo
from steadyhand.commands.demo.make import unmake_demo

pytestmark = pytest.mark.django_db


def test_a_real_dealership_is_never_thrown_away() -> None:
    a_dealership(name="Real Office Machines")

    with pytest.raises(CannotDo, match="Real Office Machines is in this database, and it is no demo"):
        unmake_demo()

    assert Dealership.objects.get().name == "Real Office Machines"
