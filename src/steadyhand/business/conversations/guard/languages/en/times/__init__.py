"""Which times stand in an English text? `times_in` finds them; what they are held against is not known here."""

from steadyhand.business.conversations.guard.languages.en.times.finding import times_in

__all__ = ["times_in"]
