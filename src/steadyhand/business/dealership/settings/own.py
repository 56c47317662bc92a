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

SETTINGS = (INVITATION_DAYS,)
