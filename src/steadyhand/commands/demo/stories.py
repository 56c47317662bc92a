"""What is under way at Lakeside today: told here, made true by today.py."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    """A call as it was told on the phone. `machine` is an asset tag; empty for a caller nobody knows yet.

    `code` is the code of the problem; `taken_ago` are minutes before now.
    """

    machine: str
    code: str
    said: str
    urgency: str = "normal"
    kind: str = "corrective"
    taken_ago: int = 60
    caller_name: str = ""
    caller_phone: str = ""
    said_about_machine: str = ""


@dataclass(frozen=True, slots=True)
class Trip:
    """A call with a visit today: whose, and how many minutes from the middle of the story's day."""

    technician: str
    at_minutes: int
    minutes: int
    story: Story


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A call whose visit, yesterday or the day before, ended without the end of it."""

    technician: str
    days_ago: int
    outcome: str
    told: str
    next_step: str
    inside: str
    story: Story


DAY = 24 * 60

UNPLANNED = (
    Story("LK-2009", "ERROR", "It stops with an error, and the drivers stand in line.", "standstill", taken_ago=25),
    Story("LK-2017", "LINES", "Grey lines on the consent forms.", "urgent", taken_ago=4 * DAY),
    Story("LK-2079", "JAM", "Jams since this morning, whatever we put in.", taken_ago=70),
    Story("LK-2063", "NOISE", "It squeaks like a rusty gate.", "can_wait", taken_ago=2 * DAY),
    Story("LK-2032", "COLOUR", "Colours look washed out since Monday.", taken_ago=95),
    Story("LK-2050", "TONER", "We're on our last black toner.", kind="supplies", taken_ago=130),
    Story(
        "", "JAM", "The big printer by the window jams.", "urgent", taken_ago=12,
        caller_name="Somebody from Alder House", caller_phone="(614) 555-0191",
        said_about_machine="A big Norvik by the window, two years old",
    ),
)  # fmt: skip

UNFINISHED = (
    Unfinished(
        "Keisha Monroe", 1, "parts",
        "The unit that fixes the toner is worn. I've ordered it, and we call you with a day when it is here.",
        "We come back when the part is here.", "NV4-FU10 not on the truck; ordered at 3:40 pm.",
        Story("LK-2037", "FADED", "The print rubs off with a finger.", taken_ago=2 * DAY),
    ),
    Unfinished(
        "Frank Osborne", 2, "parts",
        "Two rollers are worn through. They are ordered, and we call you with a day.",
        "We come back when the rollers are here.", "HD-RL40, two sets; the supplier has one in stock.",
        Story("LK-2052", "FEED", "Tray 2 won't feed.", taken_ago=3 * DAY),
    ),
    Unfinished(
        "Sofia Petrakis", 1, "it",
        "The machine itself is fine; your server doesn't accept its scans. Our IT specialist calls you.",
        "Our IT specialist calls you.", "Since their update the share wants signed SMB; log-in is refused.",
        Story("LK-2043", "SCANFOLD", "Scan to folder fails since the server update.", kind="network",
              urgency="urgent", taken_ago=2 * DAY),
    ),
    Unfinished(
        "Tomas Reyes", 1, "it",
        "Scans leave the machine, but the mail provider turns them away. Our IT specialist looks at the account.",
        "Our IT specialist looks at the mail account.", "Provider ended password sign-in for SMTP.",
        Story("LK-2013", "SCANMAIL", "Scans never arrive, it says connection failed.", kind="network",
              taken_ago=2 * DAY),
    ),
    Unfinished(
        "Darnell Hughes", 1, "hands",
        "The cover is too heavy to lift alone. I come back with a colleague.",
        "Two of us come back.", "Drum drawer; needs two people, 90 minutes.",
        Story("LK-2007", "LINES", "A black streak down the right side of every copy.", taken_ago=2 * DAY),
    ),
)  # fmt: skip

# Bruno's day is told in full: one visit done, one he is at, two to come.
TODAYS_VISITS = (
    Trip("Bruno Salas", -120, 60, Story("LK-2030", "JAM", "Jam in the same place, over and over.", taken_ago=DAY)),
    Trip("Bruno Salas", -15, 60, Story("LK-2001", "LINES", "Lines on every page, and the waiting room is full.",
                                       "urgent", taken_ago=DAY)),
    Trip("Bruno Salas", 75, 60, Story("LK-2028", "FEED", "It only takes paper from the top tray.", taken_ago=DAY)),
    Trip("Bruno Salas", 165, 90, Story("LK-2015", "CARE", "Half-year care.", "can_wait", "preventive",
                                       taken_ago=DAY)),
    Trip("Keisha Monroe", 30, 60, Story("LK-2076", "NOPRINT", "Two computers can't print since they were updated.",
                                        kind="network", taken_ago=DAY)),
    Trip("Keisha Monroe", 120, 60, Story("LK-2026", "JAM", "Jams since we opened the new boxes of paper.",
                                         taken_ago=DAY)),
    Trip("Tomas Reyes", 45, 90, Story("LK-2005", "COLOUR", "The logo prints brown instead of red.", "urgent",
                                      taken_ago=DAY)),
    Trip("Annika Holm", 15, 60, Story("LK-2021", "FEED", "It says tray 1 is empty, and it's full.", taken_ago=DAY)),
    Trip("Annika Holm", 105, 45, Story("LK-2035", "HOWTO", "New people here; can somebody show them scanning?",
                                       "can_wait", "training", taken_ago=DAY)),
    Trip("Darnell Hughes", 60, 60, Story("LK-2022", "STAPLE", "It folds the staples over but not through.",
                                         taken_ago=DAY)),
    Trip("Mei Tanaka", 30, 60, Story("LK-2041", "LINES", "Grey lines, worse since yesterday.", "urgent",
                                     taken_ago=DAY)),
    Trip("Mei Tanaka", 135, 90, Story("LK-2011", "CARE", "Planned care is due.", "can_wait", "preventive",
                                      taken_ago=DAY)),
    Trip("Frank Osborne", 60, 60, Story("LK-2075", "JAM", "Paper keeps getting stuck in the side door.",
                                        taken_ago=DAY)),
    Trip("Sofia Petrakis", 45, 60, Story("LK-2014", "COLOUR", "The programs come out greenish.", "urgent",
                                         taken_ago=DAY)),
)  # fmt: skip
