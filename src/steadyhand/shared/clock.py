"""What time is it? Only doors ask; everything below is told (`now` is an argument)."""

from datetime import UTC, datetime

from django.db import models


def read_clock() -> datetime:
    return datetime.now(tz=UTC)


class How(models.TextChoices):
    """How a time came to be known. A defaulted time feeds no metric and no customer's screen."""

    OBSERVED = "observed", "observed"  # the system saw it happen: a tap, a message
    ENTERED = "entered", "entered"  # a person or a file stated it
    DEFAULTED = "defaulted", "defaulted"  # nobody said; a stand-in


def how_field(*, blank: bool = True) -> "models.CharField[str, str]":
    """Return the companion of a time stamp field: `arrived_at` stands beside `arrived_at_how`."""
    return models.CharField(max_length=9, choices=How.choices, blank=blank, default="")
