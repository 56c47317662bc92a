"""May a moment's words be as a dealership wrote them? Filled with sample values, they pass the guard and fit."""

from collections.abc import Iterable
from dataclasses import dataclass

from steadyhand.business.conversations.guard.findings import Finding, Tier
from steadyhand.business.conversations.guard.reviewing import review
from steadyhand.business.conversations.guard.rules.collection import Rules
from steadyhand.business.conversations.moments.moment import Moment
from steadyhand.business.conversations.moments.templates import (
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    Filled,
    Slots,
    Template,
    filled_mail,
    slots_of,
)

# As a call might be: every slot is filled, none with what the guard would find.
SAMPLE = Slots(
    firm="Lakeside Office Machines",
    phone="(614) 555-0100",
    to_whom="Grace",
    number="10023",
    machine="Norvik C450",
    who="Bruno",
    when="on Thursday before 2",
    was="Somebody is with you on Thursday before noon.",
    now_is="Somebody is with you on Friday before 2.",
    next="We come back with the part.",
    told="The rollers were worn; new ones are in.",
    has_page=True,
)
LONGEST_LINES = 2_000
# Whoever reads it must know who writes: one of these stands in the words.
WHO_WRITES = frozenset({"hello", "firm"})


@dataclass(frozen=True, slots=True)
class Preview:
    """A moment's words as a customer might read them."""

    text: str
    mail: Filled
    is_cut: bool


def template_from(shipped: Template, *, subject: str, text: str, mail: str) -> Template:
    """Return a dealership's template: a sentence a line. What is empty is as it was shipped.

    Raises:
        BadTemplate: a slot that nobody fills, or that isn't a word in braces.
    """
    return Template(
        moment=shipped.moment,
        language=shipped.language,
        subject=" ".join(subject.split()) or shipped.subject,
        text=lines(text) or shipped.text,
        mail=lines(mail) or shipped.mail,
        needs=shipped.needs,
    )


def lines(written: str) -> tuple[str, ...]:
    """Return the sentences in a field, one a line."""
    return tuple(" ".join(each.split()) for each in written.splitlines() if each.strip())


def preview(template: Template) -> Preview:
    """Return a template with sample values in it."""
    values = SAMPLE.values()
    whole = " ".join(each.format_map(values).strip() for each in template.text)
    return Preview(text=whole, mail=filled_mail(template, SAMPLE), is_cut=len(whole) > LONGEST_TEXT)


def wrongs(template: Template, *, shipped: Template, rules: Rules | None = None) -> tuple[str, ...]:
    """Return why these words can't be saved, each with the way out; empty: they can. `rules`: the dealership's."""
    return (*_lacks(template, shipped), *_too_long(template), *_found(template, Tier.CONFIRM, rules))


def doubts(template: Template) -> tuple[str, ...]:
    """Return what the guard's model is unsure of; it may be wrong, so nothing of it keeps words from being saved."""
    return tuple(_found(template, Tier.NUDGE))


def _lacks(template: Template, shipped: Template) -> Iterable[str]:
    """Say what a message can't do without: who writes, and what it is there to say."""
    parts = (("text message", template.text, shipped.text), ("e-mail", template.mail, shipped.mail))
    for name, ours, theirs in parts:
        has, had = _slots(ours, template.moment), _slots(theirs, template.moment)
        if not has & WHO_WRITES:
            yield f"The {name} doesn't say who writes: put {{hello}} or {{firm}} into it."
        told = {"when", "now_is"} & had
        for slot in sorted((template.needs | told) - has):
            yield f"The {name} doesn't say {{{slot}}} any more, which it is sent for: put it back in."


def _slots(sentences: Iterable[str], moment: Moment) -> frozenset[str]:
    return frozenset().union(*(slots_of(each, moment) for each in sentences))


def _too_long(template: Template) -> Iterable[str]:
    shown = preview(template)
    if len(shown.text) > LONGEST_TEXT:
        yield (
            f"The text message has {len(shown.text)} characters with sample values, and {LONGEST_TEXT} fit: "
            "shorten it, or its last sentences would be left out."
        )
    if len(template.subject) > LONGEST_SUBJECT:
        yield f"The subject is longer than {LONGEST_SUBJECT} characters: shorten it."


def _found(template: Template, tier: Tier, rules: Rules | None = None) -> Iterable[str]:
    shown = preview(template)
    texts = (("subject", shown.mail.subject), ("text message", shown.text), ("e-mail", shown.mail.words))
    for name, words in texts:
        for finding in (each for each in review(words, rules=rules).findings if each.tier is tier):
            yield f"{name.capitalize()}, “{words[finding.start : finding.end]}”: {finding.why}{_instead(finding)}"


def _instead(finding: Finding) -> str:
    return f" Say instead: “{finding.say_instead}”" if finding.say_instead else " Say it another way."
