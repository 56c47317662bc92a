"""Which settings are there? Parts declare them, config/wiring.py registers them, the settings page lists them."""

from typing import Any

from steadyhand.business.dealership.settings.setting import Setting

# Whole or decimal: whoever lists them doesn't mind which.
AnySetting = Setting[Any]
_known: dict[str, AnySetting] = {}


def register_settings(*settings: AnySetting) -> None:
    """Make settings known, in the order in which the page shows them; the same one again changes nothing.

    Raises:
        ValueError: two different settings under one key.
    """
    for setting in settings:
        if _known.setdefault(setting.key, setting) != setting:
            raise ValueError(f"Two settings are called {setting.key}; name one of them another way.")


def registered_settings() -> tuple[AnySetting, ...]:
    return tuple(_known.values())


def setting_called(key: str) -> AnySetting | None:
    return _known.get(key)
