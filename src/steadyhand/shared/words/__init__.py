"""Finding things by what people type, and saying times as people say them.

Keys are made for prefix search in a B-tree: what is stored (`lookup_words`) and what is typed (`typed_words`) take the
same normal forms, and what people know by its end (a phone, a serial) is also stored backwards. Normalising twice is
normalising once. English only; the moment, the zone and a 12- or 24-hour clock are arguments.
"""

from steadyhand.shared.words.durations import ago_said, duration_said
from steadyhand.shared.words.letters import backwards, folded
from steadyhand.shared.words.lookup import Kind, TypedWords, lookup_words, typed_words
from steadyhand.shared.words.moments import Clock, time_said, when_said, window_said
from steadyhand.shared.words.names import name_words
from steadyhand.shared.words.phones import UnknownCountry, has_phones, phone_dialled, phone_keys, phone_shown
from steadyhand.shared.words.serials import serial_key, serial_keys
from steadyhand.shared.words.streets import street_words

__all__ = [
    "Clock",
    "Kind",
    "TypedWords",
    "UnknownCountry",
    "ago_said",
    "backwards",
    "duration_said",
    "folded",
    "has_phones",
    "lookup_words",
    "name_words",
    "phone_dialled",
    "phone_keys",
    "phone_shown",
    "serial_key",
    "serial_keys",
    "street_words",
    "time_said",
    "typed_words",
    "when_said",
    "window_said",
]
