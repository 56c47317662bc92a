"""How English says what a record holds: claims in a text, and a record's value in words."""

from steadyhand.business.conversations.guard.facts.claims import Language
from steadyhand.business.conversations.guard.languages.en.facts.finding import claims_in
from steadyhand.business.conversations.guard.languages.en.facts.wording import (
    asks,
    day_words,
    part_says,
    price_words,
    state_words,
    term_says,
    time_words,
)

__all__ = ["LANGUAGE"]
LANGUAGE = Language(
    claims_in=claims_in,
    time_words=time_words,
    day_words=day_words,
    state_words=state_words,
    part_says=part_says,
    term_says=term_says,
    price_words=price_words,
    asks=asks,
)
