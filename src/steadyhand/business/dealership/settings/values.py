"""What does a dealership use for a clock or threshold: its own value, or the default?"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from uuid import UUID

from steadyhand.business.dealership.models import SettingValue
from steadyhand.business.dealership.settings.registry import AnySetting
from steadyhand.business.dealership.settings.setting import N, Setting


class Values:
    """The values of those settings that were asked for: `values[LINK_DAYS]`."""

    def __init__(self, asked: Iterable[AnySetting], changed: Mapping[str, Decimal]) -> None:
        self._asked = frozenset(setting.key for setting in asked)
        self._changed = dict(changed)

    def __getitem__(self, setting: Setting[N]) -> N:
        """Return a value as the kind of number that its setting is.

        Raises:
            KeyError: it wasn't asked for, so that nobody is told a default that may not hold.
        """
        if setting.key not in self._asked:
            raise KeyError(setting.key)
        changed = self._changed.get(setting.key)
        return setting.default if changed is None else setting.kept(changed)

    def is_changed(self, setting: AnySetting) -> bool:
        """Tell whether the dealership departs from the default."""
        return setting.key in self._changed


def values_of(tenant_id: UUID, settings: Iterable[AnySetting]) -> Values:
    """Return what holds for these settings. One query, however many there are."""
    asked = tuple(settings)
    rows = SettingValue.objects.of(tenant_id).filter(key__in=[setting.key for setting in asked])
    return Values(asked, dict(rows.values_list("key", "value")))


def value_of(tenant_id: UUID, setting: Setting[N]) -> N:
    """Return what holds for one setting. One query; ask for several at once with values_of."""
    return values_of(tenant_id, [setting])[setting]


def is_any_changed(tenant_id: UUID) -> bool:
    """Tell whether the dealership has set anything for itself."""
    return SettingValue.objects.of(tenant_id).exists()
