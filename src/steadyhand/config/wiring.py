"""What do parts need to know of each other that no part may import? Joined here, once, when the program starts."""

from django.apps import AppConfig

from steadyhand.business.dealership.settings.registry import AnySetting, register_settings

# Every clock and threshold that a dealership may set for itself, in the order of the settings page.
SETTINGS: tuple[AnySetting, ...] = ()


class Wiring(AppConfig):
    """Joins the parts; an application of its own so that Django calls it wherever the program starts."""

    name = "steadyhand.config"
    label = "config"

    def ready(self) -> None:
        register_settings(*SETTINGS)
