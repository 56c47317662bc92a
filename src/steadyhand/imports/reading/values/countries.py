"""What does a country write when the file itself does not say? Source: Unicode CLDR 45, short dates and decimals."""

from steadyhand.imports.reading.values.column_format import DateOrder

# The United States, what they administer, and the Philippines; everybody else begins with the day or the year.
_MONTH_FIRST = frozenset(("US", "PR", "GU", "VI", "AS", "MP", "UM", "FM", "MH", "PW", "PH"))
_COMMA_COUNTRIES = """
AD AL AM AO AR AT AZ BA BE BG BO BR BY CL CO CR CU CY CZ DE DK EC EE ES FI FO FR GE GL GR HR HU ID IS IT KG KZ LT LU
LV MA MD ME MK MZ NL NO PL PT PY RO RS RU SE SI SK SM TN TR UA UY UZ VA VE VN XK ZA
"""
_DECIMAL_COMMA = frozenset(_COMMA_COUNTRIES.split())


def date_order_of(country: str) -> DateOrder:
    """Return how the country (ISO 3166, two letters) writes 03/04/2025."""
    return DateOrder.MONTH_FIRST if country in _MONTH_FIRST else DateOrder.DAY_FIRST


def decimal_sign_of(country: str) -> str:
    """Return the country's decimal sign."""
    return "," if country in _DECIMAL_COMMA else "."
