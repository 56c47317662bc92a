"""Field specifications refuse what makes no sense."""

import pytest
from tests.imports.reading.conftest import CALLS

from steadyhand.imports.reading.fields import Field, Kind


def test_a_choice_without_choices_is_refused() -> None:
    with pytest.raises(ValueError, match="choices belong to kind choice, and only there"):
        Field("status", "Status", Kind.CHOICE)


def test_an_unknown_field_is_named_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="A file of calls has no field 'colour'; it has number, customer_number"):
        CALLS.field("colour")
