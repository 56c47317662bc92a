"""Does a sentence only say who speaks, and to whom? Then nothing has been said yet that could be fit or unfit."""

from collections.abc import Sequence

from steadyhand.business.conversations.guard.rules.folder import greetings

_EDGES = " ,;:-.!…"
MOST_WORDS = 16


def only_greets(text: str, language: str) -> bool:
    """Tell `Hello Grace, this is Lakeside Office Machines.` from `This is a joke.`: what follows is all names."""
    words = [word.strip(_EDGES) for word in text.split()]
    words = [word for word in words if word]
    if not words or len(words) > MOST_WORDS:
        return False
    told = greetings(language)
    lowered = [word.casefold() for word in words]
    begins = _place(lowered, told.introduces)
    if begins is None:
        return lowered[0] in told.hails and _are_names(words[1:], told.small)
    before, after = words[:begins], words[begins + len(told.introduces) :]
    is_hailed = not before or (lowered[0] in told.hails and _are_names(before[1:], told.small))
    return is_hailed and bool(after) and _are_names(after, told.small)


def _place(words: Sequence[str], wanted: Sequence[str]) -> int | None:
    places = range(len(words) - len(wanted) + 1)
    return next((at for at in places if list(words[at : at + len(wanted)]) == list(wanted)), None)


def _are_names(words: Sequence[str], small: frozenset[str]) -> bool:
    return all(word[0].isupper() or word.casefold() in small for word in words)
