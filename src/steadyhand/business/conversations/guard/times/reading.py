"""Which times stand in a text? Asks the grammar of the text's language."""

from collections.abc import Callable
from datetime import datetime

from steadyhand.business.conversations.guard.findings import TimeSaid
from steadyhand.business.conversations.guard.languages.en.times import times_in as in_english
from steadyhand.business.conversations.guard.times.hours import Hours

# A language is a folder of `guard/languages/`; its grammar is named here.
_GRAMMARS: dict[str, Callable[..., tuple[TimeSaid, ...]]] = {"en": in_english}


class LanguageMissing(ValueError):
    """There is no grammar of times for this language."""


def times_in(text: str, *, at: datetime, hours: Hours | None = None, language: str = "en") -> tuple[TimeSaid, ...]:
    """Return the times that stand in a text said at a moment: each with its span, from and until when, and if it binds.

    Raises:
        LanguageMissing: nobody wrote a grammar for the language.
    """
    grammar = _GRAMMARS.get(language)
    if grammar is None:
        raise LanguageMissing(
            f"Times can't be read in {language!r} yet, only in {', '.join(sorted(_GRAMMARS))}. "
            "A language is a folder of conversations/guard/languages/ with its own times/."
        )
    return grammar(text, at=at, hours=hours)
