"""On which dates does a country or region rest?"""

import re
from collections.abc import Collection, Iterable
from datetime import date
from difflib import get_close_matches

import holidays
from holidays.registry import COUNTRIES

MOST_LISTED = 20
# Longer ones are towns and districts; a state or province has up to three letters (ISO 3166-2).
LONGEST_REGION = 3
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class HolidaysUnknown(ValueError):
    """The holidays library has none for this country, region or year."""


def public_holidays(country: str, region: str | None, years: Iterable[int]) -> dict[date, str]:
    """Return the public holidays of a country (ISO 3166, such as US) or one region of it (such as CA), by date.

    Days off in place of a holiday on a weekend are among them. Names are English where the library has them.

    Raises:
        HolidaysUnknown: of the country, the region or a year.

    Source: the `holidays` library, which names the law behind each country's dates.
    """
    countries = holidays.list_supported_countries(include_aliases=True)
    code = country.strip().upper()
    if code not in countries:
        two_letters = [known for known in countries if len(known) == 2]  # noqa: PLR2004 - ISO 3166 alpha-2
        raise HolidaysUnknown(
            f"No holidays are known for the country {country!r}; write its two-letter code, such as "
            f"{_closest(code, two_letters, 'US')}."
        )
    calendar = holidays.country_holidays(code)
    subdivision = _region(country, region, calendar)
    language = "en_US" if "en_US" in calendar.supported_languages else None
    wanted = sorted(set(years))
    for year in wanted:
        if not calendar.start_year <= year <= calendar.end_year:
            raise HolidaysUnknown(
                f"Holidays of {code} are known for {calendar.start_year} to {calendar.end_year}, not for {year}."
            )
    found = holidays.country_holidays(code, subdiv=subdivision, years=wanted, language=language)
    return dict(sorted(found.items()))


def countries_with_holidays() -> dict[str, str]:
    """Return the countries whose holidays are known, by their two-letter codes, in the order of their names."""
    # The library has a country's name only as that of its class: `UnitedStates`.
    names = {entry[1]: _WORDS.sub(" ", entry[0]) for entry in COUNTRIES.values()}
    for word in ("And", "Of", "The"):
        names = {code: name.replace(f" {word} ", f" {word.lower()} ") for code, name in names.items()}
    return dict(sorted(names.items(), key=lambda each: each[1]))


def region_code(country: str, text: str) -> str:
    """Return the code of a state or province by its code or name: `OH` for Ohio; empty for an empty text.

    Raises:
        HolidaysUnknown: of the country, or it has no such region.
    """
    if country.strip().upper() not in countries_with_holidays():
        raise HolidaysUnknown(f"No holidays are known for the country {country!r}; write its two-letter code.")
    code = _region(country, text, holidays.country_holidays(country.strip().upper())) or ""
    if len(code) > LONGEST_REGION:
        raise HolidaysUnknown(f"{text!r} is no state or province; leave the region empty, and close days of its own.")
    return code


def _region(country: str, region: str | None, calendar: holidays.HolidayBase) -> str | None:
    if not region or not region.strip():
        return None
    aliases = {
        alias.casefold(): code for code, names in calendar.get_subdivision_aliases().items() for alias in (code, *names)
    }
    known = aliases.get(region.strip().casefold())
    if known is not None:
        return known
    codes = sorted(calendar.get_subdivision_aliases())
    if not codes:
        raise HolidaysUnknown(f"{country} has no regional holidays, so no region {region!r}; leave the region empty.")
    listed = ", ".join(codes[:MOST_LISTED]) + (" …" if len(codes) > MOST_LISTED else "")
    raise HolidaysUnknown(
        f"No region {region!r} of {country} has holidays; did you mean {_closest(region, aliases, codes[0]).upper()}? "
        f"Known: {listed}. Leave it empty for the whole country."
    )


def _closest(text: str, known: Collection[str], otherwise: str) -> str:
    """Return the likeliest of the known names, or an example when none is near."""
    near = get_close_matches(text, known, n=1, cutoff=0.5)
    return near[0] if near else otherwise
