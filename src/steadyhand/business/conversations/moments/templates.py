"""In which words does a customer hear of a moment? Shipped by language, and the dealership's own where it has some.

A template is a row of sentences with slots in braces. A sentence whose slot nobody can fill is left out; without a
slot that the template `needs` there is nothing to say at all.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter

from steadyhand.business.conversations.moments.moment import Moment

ENGLISH = "en"
# Two text messages' worth: what is longer is read on the page.
LONGEST_TEXT = 300
LONGEST_SUBJECT = 200
SLOTS = frozenset({
    "hello", "firm", "phone", "number", "machine", "Machine", "who", "Who", "when", "was", "now_is", "next", "told",
    "page",
})  # fmt: skip


class BadTemplate(Exception):
    """A template can't be used as it is written; the message names it, what is wrong, and the way out."""


class CannotFill(Exception):
    """What the words need isn't known; the message says what."""


@dataclass(frozen=True, slots=True)
class Template:
    """A moment's words: for a text message, and for an e-mail with its subject."""

    moment: Moment
    language: str
    subject: str
    text: tuple[str, ...]
    mail: tuple[str, ...]
    needs: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.text or not self.mail or not self.subject:
            raise BadTemplate(f"The template “{self.moment}” needs a subject, sentences for a text and for an e-mail.")
        for each in (self.subject, *self.text, *self.mail):
            if strange := slots_of(each, self.moment) - SLOTS:
                known = ", ".join(sorted(SLOTS))
                raise BadTemplate(
                    f"The template “{self.moment}” has {{{min(strange)}}}, which nobody fills; slots are {known}."
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """Words that are ready to go."""

    subject: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What the record knows, in words that the customer knows; whatever is empty isn't said."""

    firm: str
    phone: str = ""
    # The customer's first name, or none.
    to_whom: str = ""
    number: str = ""
    # "Norvik C450".
    machine: str = ""
    # First name of whoever comes or came.
    who: str = ""
    # "on Thursday before 2".
    when: str = ""
    # What they were told before, and how it is: whole sentences.
    was: str = ""
    now_is: str = ""
    next: str = ""
    told: str = ""
    # Whether a link to their page goes with it.
    has_page: bool = False

    def values(self) -> dict[str, str]:
        machine = f"your {self.machine}" if self.machine else "your machine"
        who = self.who or "our technician"
        return {
            "hello": f"Hello {self.to_whom}, this is {self.firm}." if self.to_whom else f"This is {self.firm}.",
            "firm": self.firm,
            "phone": self.phone,
            "number": self.number,
            "machine": machine,
            "Machine": machine[:1].upper() + machine[1:],
            "who": who,
            "Who": who[:1].upper() + who[1:],
            "when": self.when,
            "was": _sentence(self.was),
            "now_is": _sentence(self.now_is),
            "next": _sentence(self.next),
            "told": _sentence(self.told),
            "page": "on your page" if self.has_page else "",
        }


def template_for(moment: Moment, language: str = ENGLISH, *, own: Mapping[str, Template] | None = None) -> Template:
    """Return a moment's words in a language, the dealership's own before ours; English where there are none.

    `own` has the dealership's by `language:moment`, for example `en:planned`.
    """
    own = own or {}
    wanted = (language or ENGLISH).lower().replace("_", "-")
    for each in dict.fromkeys((wanted, wanted.partition("-")[0], ENGLISH)):
        found = own.get(f"{each}:{moment}") or shipped(each).get(moment)
        if found is not None:
            return found
    raise BadTemplate(f"There are no words for “{moment}”; the file en/{moment}.toml is missing.")


def filled_text(template: Template, slots: Slots, *, says_stop: bool = False) -> Filled:
    """Return a text message, short enough. `says_stop`: it tells how to end such messages, where there is room.

    Raises:
        CannotFill: the record doesn't know what it is about.
    """
    sentences = _filled(template, template.text, slots)
    # The first two say it; what comes after them is a help, and less of one the later it comes.
    while len(" ".join(sentences)) > LONGEST_TEXT and len(sentences) > 2:  # noqa: PLR2004  # said above
        sentences.pop()
    words = " ".join(sentences)
    stop = "Reply STOP for no more texts."
    if says_stop and len(words) + len(stop) < LONGEST_TEXT:
        words = f"{words} {stop}"
    return Filled(subject=_subject(template, slots), words=_cut(words))


def filled_mail(template: Template, slots: Slots) -> Filled:
    """Return an e-mail: a paragraph for each of its sentences.

    Raises:
        CannotFill: the record doesn't know what it is about.
    """
    return Filled(subject=_subject(template, slots), words="\n\n".join(_filled(template, template.mail, slots)))


@cache
def shipped(language: str) -> dict[Moment, Template]:
    """Return the words that come with the program in a language; none where it has no folder.

    Raises:
        BadTemplate: a file can't be read, or says something that nobody can fill.
    """
    if not language.replace("-", "").isalpha():
        return {}
    folder = files(__package__).joinpath(language)
    if not folder.is_dir():
        return {}
    found = [read(each.read_text("utf-8"), language) for each in folder.iterdir() if each.name.endswith(".toml")]
    return {each.moment: each for each in found}


def read(written: str, language: str) -> Template:
    """Return the template that a file describes.

    Raises:
        BadTemplate: it isn't TOML, names no moment, or lacks something.
    """
    try:
        said = tomllib.loads(written)
        return Template(
            moment=Moment(said["moment"]),
            language=language,
            subject=str(said["subject"]),
            text=tuple(str(each) for each in said["text"]),
            mail=tuple(str(each) for each in said["mail"]),
            needs=frozenset(said.get("needs", ())),
        )
    except tomllib.TOMLDecodeError as problem:
        raise BadTemplate(f"This template isn't TOML: {problem}. Compare it with en/planned.toml.") from problem
    except (KeyError, TypeError, ValueError) as problem:
        raise BadTemplate(f"This template lacks something, or names no moment: {problem}.") from problem


def _filled(template: Template, sentences: tuple[str, ...], slots: Slots) -> list[str]:
    values = slots.values()
    missing = sorted(slot for slot in template.needs if not values.get(slot))
    if missing:
        raise CannotFill(f"“{template.moment.label}” can't be said: {', '.join(missing)} isn't known.")
    return [
        each.format_map(values).strip()
        for each in sentences
        if all(values[slot] for slot in slots_of(each, template.moment))
    ]


def _subject(template: Template, slots: Slots) -> str:
    return " ".join(template.subject.format_map(slots.values()).split())[:LONGEST_SUBJECT]


def slots_of(written: str, moment: Moment) -> frozenset[str]:
    """Return the slots of a sentence.

    Raises:
        BadTemplate: a brace too many or too few, or something else than a single word in them.
    """
    try:
        parsed = list(Formatter().parse(written))
    except ValueError as problem:
        raise BadTemplate(f"The template “{moment}” has a brace too many or too few: {written!r}.") from problem
    # Only plain names: `{phone.__class__}` or `{when!r}` reach into the program.
    for _, name, spec, conversion in parsed:
        if name is not None and (not name.isidentifier() or spec or conversion):
            raise BadTemplate(f"The template “{moment}” has {{{name}}}: a slot is a single word in braces.")
    return frozenset(name for _, name, _, _ in parsed if name)


def _sentence(said: str) -> str:
    words = " ".join(said.split())
    return words if not words or words[-1] in ".!?" else f"{words}."


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST_TEXT else f"{words[: LONGEST_TEXT - 1].rstrip()}…"
