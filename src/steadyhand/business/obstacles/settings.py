"""How long is a colleague waited for, and how often may one be asked?"""

from steadyhand.business.dealership.settings.setting import Setting, Unit

HELP_ANSWER_MINUTES = Setting(
    key="obstacles.help_answer_minutes",
    title="A call for help moves on when it is unanswered for",
    about="Then the next colleague who may know is asked.",
    unit=Unit.MINUTES,
    default=3,
    least=1,
    most=60,
    source="Ours: long enough to step away from a customer, short enough to stand in front of a machine.",
)
HELP_MOST_A_DAY = Setting(
    key="obstacles.help_most_a_day",
    title="One colleague is asked for help at most",
    about="So often a day; then others are, or the service manager.",
    unit=Unit.COUNT,
    default=3,
    least=1,
    most=20,
    source="Ours: whoever knows most would otherwise do nothing else.",
)
SETTINGS = (HELP_ANSWER_MINUTES, HELP_MOST_A_DAY)
