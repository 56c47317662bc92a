"""Which times stand in a text? Asks the grammar of the text's language."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from importlib import import_module

from steadyhand.business.conversations.guard.findings import TimeSaid
from steadyhand.business.conversations.guard.times.hours import Hours

# The folders of `guard/languages/` that have a `times/` with its own `times_in`.
WITH_TIMES = ("en",)
_FOLDER = "steadyhand.business.conversations.guard.languages"


class LanguageMissing(ValueError):
    """There is no grammar of times for this language."""


def times_in(text: str, *, at: datetime, hours: Hours | None = None, language: str = "en") -> tuple[TimeSaid, ...]:
    """Return the times that stand in a text said at a moment: each with its span, from and until when, and if it binds.

    Raises:
        LanguageMissing: nobody wrote a grammar for the language.
    """
    if language not in WITH_TIMES:
        raise LanguageMissing(
            f"Times can't be read in {language!r} yet, only in {', '.join(WITH_TIMES)}. "
            "A language is a folder of conversations/guard/languages/ with its own times/."
        )
    return _grammar(language)(text, at=at, hours=hours)


@cache
def _grammar(language: str) -> Callable[..., tuple[TimeSaid, ...]]:
    # Compiling its patterns takes a tenth of a second or two: whoever looks for no times doesn't wait for them.
    grammar: Callable[..., tuple[TimeSaid, ...]] = import_module(f"{_FOLDER}.{language}.times").times_in
    return grammar
