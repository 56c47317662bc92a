"""Under which keys is a phone number found, however it was written, and how is it shown?"""

import re
from functools import lru_cache

from phonenumbers import (
    SUPPORTED_REGIONS,
    NumberParseException,
    PhoneMetadata,
    PhoneNumber,
    PhoneNumberFormat,
    country_code_for_region,
    format_number,
    is_possible_number,
    national_significant_number,
    parse,
)

from steadyhand.shared.words.letters import PARTS, backwards

# Seven digits are a local number in North America, and enough to know a customer by anywhere.
LOCAL_DIGITS = 7
# "The last four", the shortest end of a number that people give.
SHORTEST_END = 4
# "212 555 0123 / 212 555 9999" in one field.
BETWEEN_NUMBERS = re.compile(r"[;,/|]|\bor\b", re.IGNORECASE)
EXTENSION = re.compile(r"(?:ext\.?|extension|x|#)\s*\d{1,6}\s*$", re.IGNORECASE)


class UnknownCountry(ValueError):
    """There are no phone numbers of this country."""


def phone_keys(text: str, country: str) -> tuple[str, ...]:
    """Return the keys of the numbers in a text: each one's national digits backwards and forwards, no extension.

    Backwards finds a number by its last digits, with or without area and country code; forwards while it is typed.
    What is no number of the country is found by its digits; a text without digits has no keys.

    Raises:
        UnknownCountry: `country` is no two-letter code.
    """
    _check(country)
    keys: list[str] = []
    for number in _numbers_in(text):
        digits = national_digits(number, country)
        if digits:
            keys += (backwards(digits), digits)
    return tuple(dict.fromkeys(keys))


def phone_shown(text: str, country: str) -> str:
    """Return the number as people at home in `country` write it; abroad with its code; what is no number as it is.

    Raises:
        UnknownCountry: `country` is no two-letter code.
    """
    _check(country)
    return "; ".join(_one_shown(number, country) for number in _numbers_in(text))


def phone_dialled(text: str, country: str) -> str:
    """Return the first number of a text as a phone abroad would dial it, `+16145550148`; empty where there is none.

    Raises:
        UnknownCountry: `country` is no two-letter code.
    """
    _check(country)
    number = next((found for each in _numbers_in(text) if (found := _parsed(each, country))), None)
    return "" if number is None else format_number(number, PhoneNumberFormat.E164)


def has_phones(country: str) -> bool:
    """Tell whether phone numbers of this country are known, by its two-letter code."""
    return country in SUPPORTED_REGIONS


def typed_phone(text: str, country: str) -> tuple[str, ...]:
    """Return the key prefixes under which a number or a part of it is found, the most exact first.

    Raises:
        UnknownCountry: `country` is no two-letter code.
    """
    _check(country)
    typed = EXTENSION.sub("", text)
    plain = _digits(typed)
    is_number = _parsed(text, country) is not None
    if len(plain) < SHORTEST_END or not (is_number or plain == "".join(PARTS.findall(typed))):
        return ()
    digits = national_digits(text, country)
    prefixes = [backwards(digits), digits, *_without_codes(plain, country)]
    if len(digits) > LOCAL_DIGITS:
        # A number stored without its area code is still this customer's.
        prefixes.append(backwards(digits[-LOCAL_DIGITS:]))
    return tuple(dict.fromkeys(prefixes))


def national_digits(text: str, country: str) -> str:
    """Return the digits behind the country code and the trunk prefix, as far as they can be told."""
    number = _parsed(text, country)
    return _digits(EXTENSION.sub("", text)) if number is None else national_significant_number(number)


def _one_shown(text: str, country: str) -> str:
    number = _parsed(text, country)
    if number is None:
        return text
    at_home = number.country_code == country_code_for_region(country)
    return format_number(number, PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL)


def _numbers_in(text: str) -> list[str]:
    one_line = "; ".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    parts = [part.strip() for part in BETWEEN_NUMBERS.split(one_line) if part.strip()]
    # "030/1234567" is one number: only when every part could stand alone are they several.
    return parts if parts and all(len(_digits(part)) >= LOCAL_DIGITS for part in parts) else [one_line]


@lru_cache(maxsize=4096)
def _parsed(text: str, country: str) -> PhoneNumber | None:
    try:
        number = parse(text, country)
    except NumberParseException:
        return None  # "ask for Bob" is no error: people keep notes in phone fields, and find them by their digits
    return number if is_possible_number(number) else None


def _digits(text: str) -> str:
    return "".join(str(int(letter)) for letter in text if letter.isdecimal())


def _without_codes(digits: str, country: str) -> list[str]:
    """Return the beginning of a number as typed so far, and what is left without country code or trunk prefix."""
    metadata = PhoneMetadata.metadata_for_region(country)
    trunk = metadata.national_prefix if metadata else None
    codes = [code for code in (str(country_code_for_region(country)), trunk) if code and digits.startswith(code)]
    return [digits, *(digits.removeprefix(code) for code in codes if len(digits) > len(code))]


def _check(country: str) -> None:
    if country not in SUPPORTED_REGIONS:
        raise UnknownCountry(f"No phone numbers are known for the country {country!r}; write two letters, such as US.")
