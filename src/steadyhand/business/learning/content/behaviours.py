"""Which behaviours are looked for on a visit? Some 25 that can be seen or heard, each taught by one module."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from steadyhand.business.learning.content.checking import BadContent, code_in, once, text_in

FILE = Path(__file__).parent / "behaviours.toml"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One thing that somebody who rides along can see; its code is for good."""

    code: str
    # The code of the module that teaches it.
    module: str
    label: str
    # When there was a chance to show it at all; without one an observer ticks "no chance".
    chance: str
    seen: str
    not_seen: str
    # Whether a customer could tell: not what happens at the truck, or stands in our own notes.
    customers_see: bool


@cache
def behaviours() -> tuple[Behaviour, ...]:
    """Return all of them, in the order of their modules.

    Raises:
        BadContent: the file that ships has a mistake in it; the message says which.
    """
    return read_behaviours(FILE.read_text(encoding="utf-8"), FILE.name)


def behaviour(code: str) -> Behaviour:
    """Return the one with this code.

    Raises:
        KeyError: there is none; observations keep codes for good, so a code never goes.
    """
    return _by_code()[code]


def behaviours_of(module: str) -> tuple[Behaviour, ...]:
    return tuple(each for each in behaviours() if each.module == module)


def read_behaviours(text: str, file: str) -> tuple[Behaviour, ...]:
    """Return the behaviours of a file's text; `file` is its name in messages.

    Raises:
        BadContent: it isn't TOML, a field is missing or empty, or a code stands twice.
    """
    try:
        rows = tomllib.loads(text).get("behaviour", [])
    except tomllib.TOMLDecodeError as problem:
        raise BadContent(file, "", f"this isn't TOML: {problem}") from problem
    found = tuple(_read(row, file) for row in rows)
    once((each.code for each in found), file, "behaviours")
    return found


@cache
def _by_code() -> Mapping[str, Behaviour]:
    return {each.code: each for each in behaviours()}


def _read(row: Mapping[str, Any], file: str) -> Behaviour:
    code = code_in(row, "code", file)
    return Behaviour(
        code=code,
        module=code_in(row, "module", file),
        label=text_in(row, "label", file, code),
        chance=text_in(row, "chance", file, code),
        seen=text_in(row, "seen", file, code),
        not_seen=text_in(row, "not_seen", file, code),
        customers_see=row.get("customers_see", True) is not False,
    )
