"""From when on is a machine or a customer worth a visit? A dealership may say so for itself."""

from steadyhand.business.dealership.settings.setting import Setting, Unit

TROUBLE_CALLS = Setting(
    key="territory.trouble_calls",
    title="A machine is trouble again and again",
    about="From so many calls that it caused on, within the days below, it stands under “My territory”.",
    unit=Unit.TIMES,
    default=3,
    least=2,
    most=20,
    source="Ours: twice may be chance; whoever is there a third time in a quarter looks for the cause.",
)
TROUBLE_DAYS = Setting(
    key="territory.trouble_days",
    title="Trouble is looked for",
    about="Over so many days back: calls that a machine caused, and callbacks after a repair.",
    unit=Unit.DAYS,
    default=90,
    least=14,
    most=365,
    source="Ours: a quarter, as the numbers are read.",
)
UNHAPPY_DAYS = Setting(
    key="territory.unhappy_days",
    title="An unhappy customer is remembered",
    about="So long a poor answer or a missed promise stands under “My territory”; what is open stands until it ends.",
    unit=Unit.DAYS,
    default=90,
    least=14,
    most=365,
    source="Ours: the next quarterly bill is when people ask themselves whether they stay.",
)
UNVISITED_DAYS = Setting(
    key="territory.unvisited_days",
    title="A customer hasn't been seen for long",
    about="Nobody of ours was there for so long, and nobody is planned to be.",
    unit=Unit.DAYS,
    default=180,
    least=30,
    most=1_095,
    source="Ours: twice a year is the least that a customer should see a face.",
)
AHEAD_DAYS = Setting(
    key="territory.maintenance_ahead_days",
    title="Maintenance stands under “My territory”",
    about="From so many days before it is due on: early enough to propose it for a day that is near anyway.",
    unit=Unit.DAYS,
    default=14,
    least=0,
    most=90,
    source="Ours: two weeks are as far as most days are planned.",
)

SETTINGS = (TROUBLE_CALLS, TROUBLE_DAYS, UNHAPPY_DAYS, UNVISITED_DAYS, AHEAD_DAYS)
