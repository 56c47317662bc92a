"""What is ready to be said to a customer about a promise? Plain, no blame, nothing from inside.

Whoever sends it may change it. Times come in as words; the plan's own expectation never comes in at all.
"""

from dataclasses import dataclass

from steadyhand.business.promises.rules import PromiseKind


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a text is about, in words that its customer knows. `promised` and `instead` stand in a sentence."""

    firm: str
    phone: str
    to_whom: str
    kind: PromiseKind
    # "your Norvik C450"; empty where nothing is known.
    machine: str
    # What was promised where neither machine nor part says it.
    about: str
    # "on Thursday before 2".
    promised: str
    # A new time; empty where there is none yet.
    instead: str = ""


def early_notice(about: About) -> str:
    """Return the text for somebody who was promised a time that may not be kept, and doesn't know it yet."""
    later = "It may become later than that, and we would rather tell you now."
    lines = [greeting(about.firm, about.to_whom), f"We said that {_what(about)} {about.promised}. {later}"]
    if about.instead:
        lines.append(f"We can {_can(about)} {about.instead}. Does that suit you?")
    else:
        lines.append("We are finding you a new time, and will call you with it.")
    lines.append(reach_us(about.phone))
    return " ".join(line for line in lines if line)


def good_news(about: About) -> str:
    """Return the text for somebody for whom it is ready earlier than promised."""
    if about.kind is PromiseKind.PART:
        news = "Good news: the part is here, earlier than we said. When may we come and fit it?"
    else:
        news = "Good news: we can be with you earlier than we said. May we come as soon as we are free?"
    return " ".join(line for line in (greeting(about.firm, about.to_whom), news, reach_us(about.phone)) if line)


def owned_miss(about: About) -> str:
    """Return the text for somebody to whom a promise was missed: an apology, what happens next, and a new time."""
    lines = [
        greeting(about.firm, about.to_whom),
        f"We said that {_what(about)} {about.promised}, and we did not keep that. We are sorry.",
    ]
    if about.instead:
        lines.append(f"What happens next: {_will(about)} {about.instead}.")
    else:
        lines.append("What happens next: we call you today with a new time that we can keep.")
    lines.append(reach_us(about.phone))
    return " ".join(line for line in lines if line)


def subject_of(about: About) -> str:
    """Return the subject of an e-mail."""
    machine = f"{about.machine}: " if about.machine else ""
    return f"{about.firm}: {machine}a word about the time we gave you"[:200]


def greeting(firm: str, to_whom: str) -> str:
    """Return the sentence in which somebody hears who speaks; their name may be empty."""
    name = to_whom.strip()
    return f"Hello {name}, this is {firm}." if name else f"This is {firm}."


def reach_us(phone: str) -> str:
    """Return the sentence that says where to ring, or nothing where there is no number."""
    return f"You reach us at {phone}." if phone else ""


def _what(about: About) -> str:
    machine = about.machine or "your machine"
    if about.kind is PromiseKind.ARRIVAL:
        return f"somebody would be with you about {machine}" if about.machine else "somebody would be with you"
    if about.kind is PromiseKind.PART:
        return f"the part for {machine} would be here"
    if about.kind is PromiseKind.FIX:
        return f"{machine} would work again"
    return about.about.strip() or "it would be done"


def _can(about: About) -> str:
    if about.kind is PromiseKind.ARRIVAL:
        return "be with you"
    if about.kind is PromiseKind.PART:
        return "have the part here"
    return "have it working again" if about.kind is PromiseKind.FIX else "do it"


def _will(about: About) -> str:
    machine = about.machine or "your machine"
    if about.kind is PromiseKind.ARRIVAL:
        return "somebody is with you"
    if about.kind is PromiseKind.PART:
        return "the part is here"
    return f"{machine} works again" if about.kind is PromiseKind.FIX else "it is done"
