"""How long may each kind wait at this dealership? As its part declares it, until somebody sets another time."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from steadyhand.business.dealership.settings.setting import Setting, Unit
from steadyhand.business.dealership.settings.values import values_of
from steadyhand.business.followups.registry import kind_called
from steadyhand.business.followups.rules.kinds import Clock, Kind

MINUTE = timedelta(minutes=1)
# Longer than any working year: whoever wants more time puts it off until a day.
MOST_MINUTES = 2_000 * 60


def settings_of(kind: Kind) -> tuple[Setting[int], ...]:
    """Return a setting for each clock of a kind, as the settings page lists them."""
    return tuple(_setting(kind, clock) for clock in kind.clocks)


def kind_at(tenant_id: UUID, name: str) -> Kind:
    """Return a kind with a dealership's own times. One query.

    Raises:
        UnknownFollowUp: nobody registered it.
    """
    kind = kind_called(name)
    values = values_of(tenant_id, settings_of(kind))
    clocks = tuple(replace(clock, allows=values[_setting(kind, clock)] * MINUTE) for clock in kind.clocks)
    return replace(kind, clocks=clocks)


def _setting(kind: Kind, clock: Clock) -> Setting[int]:
    return Setting(
        key=f"followups.{kind.name}_{clock.name}",
        title=f"{kind.label[:1].upper()}{kind.label[1:]}: {clock.name.label}",
        about="Half of it reminds whoever has it, all of it tells the manager, twice the next above.",
        unit=Unit.WORKING_MINUTES,
        default=clock.allows // MINUTE,
        least=1,
        most=MOST_MINUTES,
        source="Ours: the shortest that a house with one person for it can keep.",
    )
