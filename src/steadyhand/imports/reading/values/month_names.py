"""Which month is "avr."? English, German, French, Spanish, Italian and Dutch names and their short forms."""

from steadyhand.imports.reading.values.text import folded

_NAMES = (
    "january januar jänner janvier enero gennaio januari",
    "february februar feber février febrero febbraio februari fév",
    "march märz mars marzo maart mrz mär mrt",
    "april avril abril aprile",
    "may mai mayo maggio mei",
    "june juni juin junio giugno jun",
    "july juli juillet julio luglio jul juil",
    "august août agosto augustus",
    "september septembre septiembre settembre sept",
    "october oktober octobre octubre ottobre",
    "november novembre noviembre",
    "december dezember décembre diciembre dicembre",
)


def _by_name() -> dict[str, int]:
    months: dict[str, int] = {}
    for number, names in enumerate(_NAMES, 1):
        for name in map(folded, names.split()):
            months[name] = number
            # Three or four letters tell the months apart in all of these languages, but for juin and juillet.
            for length in (3, 4):
                if name[:length] != "jui":
                    months.setdefault(name[:length], number)
    return months


_MONTHS = _by_name()


def month_of(name: str) -> int | None:
    """Return the month's number, None for another word."""
    return _MONTHS.get(folded(name))
