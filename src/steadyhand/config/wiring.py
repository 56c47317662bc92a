"""What do parts need to know of each other that no part may import? Joined here, once, when the program starts."""

from django.apps import AppConfig

from steadyhand.business.calls.alerts.settings import ALERT_SETTINGS
from steadyhand.business.calls.settings import SETTINGS as OF_CALLS
from steadyhand.business.customers.settings import SETTINGS as OF_CUSTOMERS
from steadyhand.business.dealership.settings.own import SETTINGS as OF_THE_DEALERSHIP
from steadyhand.business.dealership.settings.registry import AnySetting, register_settings
from steadyhand.business.insight.settings import CALLBACK_SHARE
from steadyhand.business.machines.settings import SETTINGS as OF_MACHINES
from steadyhand.business.people.settings import SETTINGS as OF_PEOPLE

# Every clock and threshold that a dealership may set for itself, in the order of the settings page.
SETTINGS: tuple[AnySetting, ...] = (
    *OF_CALLS,
    *ALERT_SETTINGS,
    *OF_CUSTOMERS,
    *OF_MACHINES,
    *OF_PEOPLE,
    *OF_THE_DEALERSHIP,
    CALLBACK_SHARE,
)


class Wiring(AppConfig):
    """Joins the parts; an application of its own so that Django calls it wherever the program starts."""

    name = "steadyhand.config"
    label = "config"

    def ready(self) -> None:
        register_settings(*SETTINGS)
