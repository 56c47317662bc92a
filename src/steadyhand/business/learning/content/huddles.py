"""Which module is a month's huddle about? One after the other, the same for everybody in a month."""

from datetime import date

from steadyhand.business.learning.content.modules import Module, modules

MINUTES = 15
MONTHS = 12


def module_of_month(on: date) -> Module:
    """Return the module of the month in which a day lies."""
    found = modules()
    return found[(on.year * MONTHS + on.month - 1) % len(found)]
