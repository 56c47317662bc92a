"""What is ready to be said when words are held, and when something is so no longer? Plain, no blame, nothing internal.

Whoever sends a correction may change it; safe words go as they are, so they are true whatever comes of the message.
"""

from dataclasses import dataclass

from steadyhand.business.promises.wording import greeting, reach_us


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks, to whom, and about which machine; what isn't known is empty."""

    firm: str
    phone: str = ""
    to_whom: str = ""
    # "Norvik C450".
    machine: str = ""


def safe_words(by: Speaker) -> str:
    """Return what a customer reads while words for them are held, and what goes if nobody decides."""
    about = f" about your {by.machine}" if by.machine else ""
    checking = f"There is news{about}. We are checking one detail, so that what you read is right."
    return " ".join(each for each in (greeting(by.firm, by.to_whom), checking, reach_us(by.phone)) if each)


def correction(by: Speaker, *, was: str, now_is: str) -> str:
    """Return the text for somebody who was told something that is so no longer."""
    told = f"We told you: {_sentence(was)} That has changed, and we want you to know."
    how = f"This is how it stands now: {_sentence(now_is)}"
    return " ".join(each for each in (greeting(by.firm, by.to_whom), told, how, reach_us(by.phone)) if each)


def _sentence(words: str) -> str:
    said = words.strip()
    return said if said.endswith((".", "!", "?")) else f"{said}."
