"""Which clocks of the dealership itself, its people and links, may be set?"""

from steadyhand.business.dealership.settings.setting import Setting, Unit

INVITATION_DAYS = Setting(
    key="dealership.invitation_days",
    title="An invitation opens",
    about="For so long after it was made, and for one password. A new one can be made at any time.",
    unit=Unit.DAYS,
    default=7,
    least=1,
    most=60,
    source="Ours: a week of holidays fits, and a forgotten message opens nothing for long.",
)

WEBHOOK_DAYS = Setting(
    key="dealership.webhook_days",
    title="A webhook is tried",
    about="For so long each message is sent again and again; an endpoint at which nothing arrives for so long is "
    "switched off, and administrators are told.",
    unit=Unit.DAYS,
    default=5,
    least=1,
    most=30,
    source="Ours: longer than a weekend that begins with a holiday.",
)

SETTINGS = (INVITATION_DAYS, WEBHOOK_DAYS)
