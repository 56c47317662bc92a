"""Where do rules stand? In the language's folder, and in a dealership's own folder or stored texts."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from steadyhand.business.conversations.guard.rules.reading import Words, read_one, read_rules, together
from steadyhand.business.conversations.guard.rules.rule import Rule
from steadyhand.business.conversations.guard.rules.wrong import BadRule
from steadyhand.business.conversations.guard.sentences import Abbreviations

LANGUAGES = Path(__file__).parent.parent / "languages"


def language_rules(language: str) -> tuple[Rule, ...]:
    """Return the rules in a language's folder, read and tried; `shipped.py` has them prepared, a second faster."""
    return _in_folder(LANGUAGES / language / "rules", language)


def own_rules(folder: Path, *, language: str = "en") -> tuple[Rule, ...]:
    """Return the rules of a dealership's own folder, every *.toml in it in the order of their names.

    Raises:
        BadRule: the folder is not there or empty, a file can't be read, or a rule fails its examples.
    """
    if not folder.is_dir():
        raise BadRule(str(folder), "", "there is no such folder; name one with *.toml files in it")
    rules = _in_folder(folder, language)
    if not rules:
        raise BadRule(str(folder), "", "there is no *.toml file in it")
    return rules


def stored_rule(text: str, *, name: str, language: str = "en") -> tuple[Rule, ...]:
    """Return the rules of a text that a dealership keeps itself (a row, not a file); `name` is for what goes wrong.

    Raises:
        BadRule: as `own_rules`.
    """
    return read_rules(text, source=name, words=words(language), abbreviations=abbreviations(language))


def told_rule(entry: dict[str, Any], *, name: str, language: str = "en") -> Rule:
    """Return the rule of an entry as a TOML file would hold it, which was typed into a form.

    Raises:
        BadRule: as `own_rules`.
    """
    return read_one(entry, source=name, words=words(language), abbreviations=abbreviations(language))


@cache
def words(language: str) -> Words:
    """Return a language's lists of words, which patterns name as <list>."""
    told = _word_file(language)["words"]
    return {name: meant if isinstance(meant, str) else tuple(meant) for name, meant in told.items()}


@cache
def abbreviations(language: str) -> Abbreviations:
    """Return what ends with a full stop in a language and does not end a sentence."""
    told = _word_file(language)["abbreviations"]
    return Abbreviations(frozenset(told["always"]), frozenset(told["unless_capital"]))


def joints(language: str) -> tuple[str, ...]:
    """Return the words with which a clause begins in a language."""
    return tuple(_word_file(language)["clauses"]["begin_with"])


@dataclass(frozen=True, slots=True)
class Greetings:
    """How a language says who speaks: words that hail, those that introduce, and small ones within names."""

    hails: frozenset[str]
    introduces: tuple[str, ...]
    small: frozenset[str]


@cache
def greetings(language: str) -> Greetings:
    """Return the words by which a sentence only greets."""
    told = _word_file(language)["greetings"]
    return Greetings(frozenset(told["hails"]), tuple(told["introduces"]), frozenset(told["small"]))


@cache
def _word_file(language: str) -> dict[str, Any]:
    return tomllib.loads((LANGUAGES / language / "words.toml").read_text(encoding="utf-8"))


def _in_folder(folder: Path, language: str) -> tuple[Rule, ...]:
    return together(*(_in_file(file, language) for file in sorted(folder.glob("*.toml"))))


def _in_file(file: Path, language: str) -> tuple[Rule, ...]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise BadRule(file.name, "", f"it can't be read as UTF-8 text ({problem})") from problem
    return read_rules(text, source=file.name, words=words(language), abbreviations=abbreviations(language))
