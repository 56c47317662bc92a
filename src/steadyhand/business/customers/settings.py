"""How far ahead does a dealership want to hear that a contract or lease ends?"""

from steadyhand.business.dealership.settings.setting import Setting, Unit

CONTRACT_ENDS_SOON_DAYS = Setting(
    key="customers.contract_ends_soon_days",
    title="A contract ends soon",
    about="So long before its last day, whoever takes a call or goes there is told.",
    unit=Unit.DAYS,
    default=60,
    least=0,
    most=730,
    source="Ours: two months are enough to renew it before a technician stands at a machine that isn't covered.",
)
LEASE_ENDS_SOON_DAYS = Setting(
    key="customers.lease_ends_soon_days",
    title="A lease ends soon",
    about="So long before its end it stands under “Ending soon” and is said with every call.",
    unit=Unit.DAYS,
    default=180,
    least=0,
    most=1_095,
    source="The trade: lessors usually want to hear half a year ahead whether a machine stays.",
)

SETTINGS = (CONTRACT_ENDS_SOON_DAYS, LEASE_ENDS_SOON_DAYS)
