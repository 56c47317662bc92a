"""What do parts need to know of each other that no part may import? Joined here, once, when the program starts."""

from django.apps import AppConfig
from django.conf import settings

from steadyhand.business.calls.alerts.settings import ALERT_SETTINGS
from steadyhand.business.calls.kinds import KINDS as CALLS_FOLLOWUPS
from steadyhand.business.calls.settings import SETTINGS as OF_CALLS
from steadyhand.business.conversations.kinds import KINDS as CONVERSATIONS_FOLLOWUPS
from steadyhand.business.conversations.settings import SETTINGS as OF_CONVERSATIONS
from steadyhand.business.customers.settings import SETTINGS as OF_CUSTOMERS
from steadyhand.business.dealership.settings.own import SETTINGS as OF_THE_DEALERSHIP
from steadyhand.business.dealership.settings.registry import AnySetting, register_settings
from steadyhand.business.dispatch.kinds import KINDS as DISPATCH_FOLLOWUPS
from steadyhand.business.dispatch.settings import SETTINGS as OF_DISPATCH
from steadyhand.business.followups.registry import register_followups
from steadyhand.business.followups.rules.kinds import Kind
from steadyhand.business.insight.settings import CALLBACK_SHARE
from steadyhand.business.insight.territory.settings import SETTINGS as OF_TERRITORIES
from steadyhand.business.learning.kinds import KINDS as LEARNING_FOLLOWUPS
from steadyhand.business.learning.settings import SETTINGS as OF_LEARNING
from steadyhand.business.machines.settings import SETTINGS as OF_MACHINES
from steadyhand.business.needs.kinds import KINDS as NEEDS_FOLLOWUPS
from steadyhand.business.needs.settings import SETTINGS as OF_NEEDS
from steadyhand.business.obstacles.kinds import KINDS as OBSTACLES_FOLLOWUPS
from steadyhand.business.obstacles.settings import SETTINGS as OF_OBSTACLES
from steadyhand.business.people.settings import SETTINGS as OF_PEOPLE
from steadyhand.business.promises.kinds import KINDS as PROMISES_FOLLOWUPS
from steadyhand.business.promises.settings import SETTINGS as OF_PROMISES
from steadyhand.business.stock.kinds import KINDS as STOCK_FOLLOWUPS

# Every kind of follow-up, each declared by the part that it belongs to. Work that got stuck is the mechanism's own, and
# is added where models may be imported.
FOLLOWUPS: tuple[Kind, ...] = (
    *NEEDS_FOLLOWUPS,
    *OBSTACLES_FOLLOWUPS,
    *PROMISES_FOLLOWUPS,
    *CONVERSATIONS_FOLLOWUPS,
    *CALLS_FOLLOWUPS,
    *DISPATCH_FOLLOWUPS,
    *STOCK_FOLLOWUPS,
    *LEARNING_FOLLOWUPS,
)
# Every clock and threshold that a dealership may set for itself, in the order of the settings page.
SETTINGS: tuple[AnySetting, ...] = (
    *OF_CALLS,
    *ALERT_SETTINGS,
    *OF_CONVERSATIONS,
    *OF_CUSTOMERS,
    *OF_DISPATCH,
    *OF_LEARNING,
    *OF_MACHINES,
    *OF_NEEDS,
    *OF_OBSTACLES,
    *OF_PEOPLE,
    *OF_PROMISES,
    *OF_THE_DEALERSHIP,
    CALLBACK_SHARE,
    *OF_TERRITORIES,
)


class Wiring(AppConfig):
    """Joins the parts; an application of its own so that Django calls it wherever the program starts."""

    name = "steadyhand.config"
    label = "config"

    def ready(self) -> None:
        # Parts with tables can be imported only now that the applications are loaded.
        from steadyhand.business.calls.hearing import hear_of_calls, hear_of_customers  # noqa: PLC0415
        from steadyhand.business.calls.queries import attachments  # noqa: PLC0415
        from steadyhand.business.conversations import hearing as conversations  # noqa: PLC0415
        from steadyhand.business.conversations.actions import keep_told_true, let_go_held  # noqa: PLC0415
        from steadyhand.business.dealership.hearing import hear_of_hours, hear_of_presence  # noqa: PLC0415
        from steadyhand.business.dispatch.travel.maps import register_maps  # noqa: PLC0415
        from steadyhand.business.followups import alarms  # noqa: PLC0415
        from steadyhand.business.followups.queries import files  # noqa: PLC0415
        from steadyhand.business.followups.stuck_work import STUCK_WORK, heard_of_dead_work  # noqa: PLC0415
        from steadyhand.business.followups.times import settings_of  # noqa: PLC0415
        from steadyhand.business.learning.queries import kept as courses  # noqa: PLC0415
        from steadyhand.business.obstacles.actions import ask_for_help  # noqa: PLC0415
        from steadyhand.business.promises.backtests import replaying  # noqa: PLC0415
        from steadyhand.business.promises.hearing import hear_of_promises  # noqa: PLC0415
        from steadyhand.integrations.maps.chosen import chosen_maps  # noqa: PLC0415
        from steadyhand.shared.media import register_holders  # noqa: PLC0415
        from steadyhand.shared.outbox.delivering import heard_of_dead_message, sending_jobs  # noqa: PLC0415
        from steadyhand.shared.queue.kinds import register_jobs, register_on_dead  # noqa: PLC0415

        kinds = (*FOLLOWUPS, STUCK_WORK)
        register_followups(*kinds)
        register_settings(*SETTINGS, *(setting for kind in kinds for setting in settings_of(kind)))
        register_jobs(*alarms.JOBS, *ask_for_help.JOBS, *replaying.JOBS, *sending_jobs(settings.MESSAGE_CHANNELS))
        register_jobs(*keep_told_true.JOBS, *let_go_held.JOBS)
        register_on_dead(heard_of_dead_message)
        register_on_dead(heard_of_dead_work)
        register_holders(attachments.holds_file, files.holds_file, courses.holds_file)
        register_maps(chosen_maps)
        hear_of_presence(alarms.heard_of_presence)
        hear_of_hours(alarms.heard_of_hours)
        hear_of_promises(conversations.heard_of_promise)
        hear_of_calls(conversations.heard_of_call)
        hear_of_customers(conversations.heard_of_customer)
