"""By which letters and colours are technicians told apart on the board? By their place in the day's order."""

from string import ascii_uppercase

COLOURS = 12


def letter_of(place: int) -> str:
    """Return `A` for the first, `B` for the next, and after `Z` `AA`: no two of a board are alike."""
    before, last = divmod(place, len(ascii_uppercase))
    return (letter_of(before - 1) if before else "") + ascii_uppercase[last]


def colour_of(place: int) -> int:
    """Return the number of a colour, from 1; after the last they begin again, and the letter tells them apart."""
    return place % COLOURS + 1
