"""What everything else stands on: calendars, the days they don't open, and branches.

People who sign in don't come in files: each is invited and chooses a password of their own. The dealership itself is
there before any file is: reading takes its country and zone.
"""

from steadyhand.imports.kinds.columns import day, link, number, phone, text, yes_no
from steadyhand.imports.kinds.shape import Column, RowKind
from steadyhand.imports.reading.fields import Field

WEEKDAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}

CALENDARS = RowKind(
    "calendars",
    "calendars",
    "dealership.Calendar",
    (
        text("name", "Calendar name", "calendar", required=True),
        text("zone", "Calendar time zone", "time zone"),
        text("holidays_of", "Public holidays of", "holidays"),
        *(
            Column(Field(key, name, example="08:00-12:00, 13:00-17:00"), path=f"weekly__{key}")
            for key, name in WEEKDAYS.items()
        ),
    ),
    subject=("calendar",),
    also_known_by=("name",),
)

BRANCHES = RowKind(
    "branches",
    "branches",
    "dealership.Branch",
    (
        text("code", "Branch code", "branch", "branch number", required=True),
        text("name", "Branch name", required=True),
        text("zone", "Branch time zone", "time zone"),
        link("calendar", "Branch calendar", "calendar", to="calendars"),
        text("street", "Branch street", "street"),
        text("city", "Branch city", "city"),
        number("latitude", "Branch latitude", "latitude", "lat"),
        number("longitude", "Branch longitude", "longitude", "lon", "lng"),
        phone("phone", "Branch phone", "phone"),
        yes_no("is_closed", "Closed"),
    ),
    subject=("branch",),
    also_known_by=("code",),
)

CLOSED_DAYS = RowKind(
    "closed_days",
    "closed days",
    "dealership.ClosedDay",
    (
        link("calendar", "Calendar", "calendar name", to="calendars", required=True),
        day("closed_on", "Closed on", "date", required=True),
        text("reason", "Reason", required=True),
    ),
    subject=("closed day",),
    also_known_by=("calendar_id", "closed_on"),
)
