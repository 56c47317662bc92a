"""How far ahead does a dealership want to hear that a certificate expires?"""

from steadyhand.business.dealership.settings.setting import Setting, Unit

CERTIFICATE_ENDS_SOON_DAYS = Setting(
    key="people.certificate_ends_soon_days",
    title="A certificate expires soon",
    about="So long before its last day it is marked beside its technician.",
    unit=Unit.DAYS,
    default=60,
    least=0,
    most=730,
    source="Ours: long enough to find a course and a day for it.",
)

SETTINGS = (CERTIFICATE_ENDS_SOON_DAYS,)
