"""How is a record's value said in English? In words that the grammar of times reads back as the same moment."""

from datetime import date, datetime, time

from steadyhand.business.conversations.guard.facts.record import PartState, TermOf

_STATES = {
    PartState.ORDERED: "on order",
    PartState.BACKORDERED: "on backorder",
    PartState.SHIPPED: "on its way",
    PartState.ARRIVED: "here with us",
    PartState.IN_STOCK: "in stock",
    PartState.ON_VAN: "on the van",
    PartState.INSTALLED: "installed",
}
_LAST_MINUTE = time(23, 59)


def day_words(on: date) -> str:
    """Return a day: "Thursday, March 12"."""
    return f"{on:%A}, {on:%B} {on.day}"


def clock_words(at: datetime) -> str:
    """Return a time of day: "3 pm", "11:15 am", "noon"."""
    if (at.hour, at.minute) == (12, 0):
        return "noon"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{(at.hour - 1) % 12 + 1}{minutes} {'am' if at.hour < 12 else 'pm'}"  # noqa: PLR2004 - noon


def time_words(from_at: datetime | None, by_at: datetime) -> str:
    """Return a promised time: a window where it has one, else by when."""
    if from_at is None or from_at.date() != by_at.date():
        if by_at.time().replace(second=0, microsecond=0) == _LAST_MINUTE:
            return f"by {day_words(by_at.date())}"
        return f"by {day_words(by_at.date())}, {clock_words(by_at)}"
    if from_at >= by_at:
        return f"on {day_words(by_at.date())} at {clock_words(by_at)}"
    return f"on {day_words(by_at.date())} between {clock_words(from_at)} and {clock_words(by_at)}"


def state_words(state: PartState) -> str:
    """Return how far a part has come."""
    return _STATES[state]


def part_says(name: str, state: PartState, expected_on: date | None) -> str:
    """Return what the record says of a part, as a sentence for the customer."""
    when = "" if expected_on is None or state in _HERE else f", expected on {day_words(expected_on)}"
    return f"The {name} is {_STATES[state]}{when}."


_HERE = frozenset({PartState.ARRIVED, PartState.IN_STOCK, PartState.ON_VAN, PartState.INSTALLED})


def term_says(of: TermOf, is_covered: bool | None, until_on: date | None) -> str:  # noqa: FBT001 - one shape a language
    """Return what a contract says, as a sentence for the customer."""
    if until_on is not None:
        return f"Your {of.value} runs until {day_words(until_on)}, {until_on.year}."
    verb = "are" if of.value.endswith("s") else "is"
    return f"{of.value.capitalize()} {verb} {'' if is_covered else 'not '}covered by your contract."


def price_words(cents: int) -> str:
    """Return an amount of money."""
    return f"${cents // 100:,}" if not cents % 100 else f"${cents / 100:,.2f}"


def asks(words: str) -> str:
    """Return the question where nothing says so."""
    return f"Who told you “{words}”? Nothing in the record says so."
