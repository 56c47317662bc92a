"""How much work will a machine make in a month? From how often it failed, what it prints and when upkeep is due."""

from dataclasses import dataclass

# So many months of a usual machine's calls are added to what is known of one, so that a new machine without a call
# isn't reckoned to need none, nor one with two in its first month to need two for ever. Ours: a year.
USUAL_MONTHS = 12.0
_UPKEEP_DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class Expected:
    """Work a month, drive left out, and in how many visits."""

    minutes: float
    visits: float

    def __add__(self, other: "Expected") -> "Expected":
        return Expected(self.minutes + other.minutes, self.visits + other.visits)


NOTHING = Expected(0.0, 0.0)


def corrective(calls: float, months: float, *, usual_a_month: float, minutes_a_visit: float) -> Expected:
    """Return the calls to expect, from those in so many months and from what machines of its kind have.

    Source: the mean of a Poisson rate whose prior is a gamma distribution worth USUAL_MONTHS of usual machines.
    """
    visits = (calls + usual_a_month * USUAL_MONTHS) / (months + USUAL_MONTHS)
    return Expected(visits * minutes_a_visit, visits)


def upkeep(
    *, pages_a_month: float, every_pages: float | None, every_days: float | None, minutes_a_visit: float
) -> Expected:
    """Return the preventive visits to expect: by pages or by days, whichever comes first."""
    by_pages = pages_a_month / every_pages if every_pages else 0.0
    by_days = _UPKEEP_DAYS_A_MONTH / every_days if every_days else 0.0
    visits = max(by_pages, by_days)
    return Expected(visits * minutes_a_visit, visits)
