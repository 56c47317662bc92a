"""May a question be asked like this? It asks about the customer's own work, and sells nothing.

Source of the rule: the "salesperson paradox" of PRODUCT, needs. Technicians are trusted because they sell nothing; the
first question that sounds like a pitch spends that. The words are ours, from what sales scripts for copiers ask.
"""

import re

LONGEST = 160
FEWEST_WORDS = 3
# By how they begin, so that "upgrading" is found as well.
_BEGINNINGS = (
    "bargain", "bought", "brochure", "budget", "buy", "cheap", "commission", "discount", "interested", "investment",
    "lease", "leasing", "offer", "pitch", "price", "pricing", "promotion", "proposal", "purchas", "quota", "quote",
    "rebate", "sell", "showroom", "sign up", "switch to", "trade in", "trade-in", "upgrad", "upsell",
)  # fmt: skip
# Whole: "deal" is a pitch, "dealing with visitors" is their work.
_WHOLE = ("cost", "costs", "deal", "deals", "demo", "demos", "fee", "fees", "invest", "sale", "sales")
_MONEY = re.compile(r"[$€£¥]\s*\d*|\b\d+\s*(?:dollars?|euros?|pounds?|%)", re.IGNORECASE)
# Whoever asks like this speaks of us, not of the customer's work.
_OURS = ("our", "ours", "we", "we'd", "we'll", "we're", "i", "i'd", "my")
_BEGINS = (
    "who", "whose", "whom", "what", "which", "when", "where", "why", "how", "is", "are", "was", "were", "do", "does",
    "did", "has", "have", "had", "can", "could", "would", "will", "should", "may", "at", "in", "on", "for", "from",
    "to", "with", "by", "after", "before", "during",
)  # fmt: skip
_WORD = re.compile(r"[a-z][a-z'’-]*", re.IGNORECASE)


def why_not(question: str) -> str:
    """Return why it can't be asked like this, naming the word; empty where it can."""
    said = question.strip()
    words = [word.replace("’", "'") for word in _WORD.findall(said)]
    if len(words) < FEWEST_WORDS or len(said) > LONGEST:
        return f"Write a whole question, of {FEWEST_WORDS} words at least and {LONGEST} characters at most."
    if not said.endswith("?"):
        return f"“{_tail(said)}” asks nothing: end with a question mark, so that the customer is the one who speaks."
    sells = pitch_in(said)
    if sells:
        return f"“{sells}” sells: ask how their work goes, or what stops it. What follows from that is for another day."
    ours = next((word for word in words if word.casefold() in _OURS), "")
    if ours:
        return f"“{ours}” speaks of us: ask about what they do, and how it goes for them."
    if words[0].casefold() not in _BEGINS:
        return f"“{words[0]}” begins no question: begin with how, what, who, where, when or which."
    return ""


def pitch_in(text: str) -> str:
    """Return the first word of a text that sells or names money; empty where none does."""
    money = _MONEY.search(text)
    if money:
        return money.group().strip()
    found = _PITCHES.search(text)
    return found.group() if found else ""


def _tail(text: str) -> str:
    return text if len(text) <= 40 else f"…{text[-40:]}"  # noqa: PLR2004  # as much as one recognises it by


def _pattern() -> re.Pattern[str]:
    begins = [rf"{re.escape(word)}[a-z]*" for word in sorted(_BEGINNINGS, key=len, reverse=True)]
    return re.compile(rf"\b(?:{'|'.join([*begins, *_WHOLE])})\b", re.IGNORECASE)


_PITCHES = _pattern()
