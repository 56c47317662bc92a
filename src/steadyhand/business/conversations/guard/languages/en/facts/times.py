"""What is said to happen at a time? Somebody comes, a part arrives, it is fixed, we call back."""

from collections.abc import Iterator

from steadyhand.business.conversations.guard.facts.claims import TimeClaim
from steadyhand.business.conversations.guard.facts.matching import named_parts, telling_words
from steadyhand.business.conversations.guard.findings import TimeSaid
from steadyhand.business.conversations.guard.languages.en.facts.telling import Sentence
from steadyhand.business.conversations.guard.languages.en.times.binding import is_loose
from steadyhand.business.conversations.guard.languages.en.times.context import Said, Tense
from steadyhand.business.conversations.guard.languages.en.times.words import compiled
from steadyhand.business.conversations.guard.verdicts import PromiseKind

_PART = (
    r"(?:parts?|drum|fuser|toner|cartridge|roller|rollers|kit|board|panel|belt|sensor|motor|tray|finisher|order|delivery"
    r"|shipment|package|scanner\sglass|power\ssupply|hinge|gear|lamp|cable)"
)
_LANDS = (
    r"(?:arrives?|lands?|ships?|comes?\sin|be\shere|is\shere|delivered|delivers?|be\sin|due|expected|reach(?:es)?"
    r"|gets?\shere|get\sto\sus|comes?|follows)"
)
_ABOUT = (
    (
        PromiseKind.CALL_BACK,
        compiled(
            r"""\b(?:call|ring|phone|text|e-?mail|update|answer|news|quote|report|reply|get\sback\sto|let\syou\sknow|hear\sfrom
            |write\sto)\b"""
        ),
    ),
    (
        PromiseKind.PART,
        compiled(
            rf"\b{_PART}\b[^,;.]{{0,40}}\b{_LANDS}\b|\b(?:ships?|delivers?|get|receive)\b[^,;.]{{0,12}}\b{_PART}\b"
        ),
    ),
    (
        PromiseKind.FIX,
        compiled(
            r"""\b(?:fix(?:ed)?|repair(?:ed)?|running|working|works|resolved?|solved|sorted|done|finish(?:ed)?|restored?
            |back\sup|up\sagain|printing|ready|install(?:ed)?\sand\stested)\b"""
        ),
    ),
    (
        PromiseKind.ARRIVAL,
        compiled(
            r"""\b(?:be\s(?:there|with\syou|out|at\syour|on\ssite|in\b|by|over|around|round)|come|comes|coming|arrive|arrives
            |arriving|arrival|visit|appointment|window|see\syou|on\ssite|on\smy\sway|eta|drop\s(?:by|in)|stop\s(?:by|in)
            |swing\sby|technician|tech|engineer|attend|there|on\sthe\sroad\sto|scheduled|booked|you\sdown)\b"""
        ),
    ),
)
_LANDING = compiled(rf"\b{_LANDS}\b")
_PREPOSITION = compiled(
    r"""(?:\b(?:by|at|on|before|around|about|between|from|until|till|after|no\slater\sthan|for|not\sbefore|in|sometime
    |roughly|approximately)\s(?:the\s)?){1,3}$"""
)


def times_claimed(sentence: Sentence) -> Iterator[TimeClaim]:
    """Yield what is said to happen when; not what is over, denied, or quoted."""
    said = Said(sentence.text, sentence.at, sentence.facts.hours)
    for time in sentence.times:
        before = said.clause_before(time.start)
        is_over = said.tense(time.start) is Tense.PAST or time.until_at < sentence.at
        if is_over or sentence.is_quoted(time.start) or sentence.is_denied(time.start):
            continue
        words = _PREPOSITION.search(sentence.text[: time.start])
        hedged = is_loose(before, sentence.text[time.start : time.end], said.clause_after(time.end))
        yield TimeClaim(
            said=TimeSaid(
                sentence.start + time.start, sentence.start + time.end, time.from_at, time.until_at, time.is_promise
            ),
            about=_about(sentence, said, time),
            is_firm=time.is_promise and not hedged,
            sentence=sentence.span,
            replaced_from=sentence.start + (words.start() if words else time.start),
        )


def _about(sentence: Sentence, said: Said, time: TimeSaid) -> PromiseKind | None:
    """Return what is said to happen: by the words nearest before the time, else by the nearest behind it."""
    before, after = said.clause_before(time.start), said.clause_after(time.end)
    if _a_part_lands(before, sentence) or _a_part_lands(f"{before} {after}", sentence):
        return PromiseKind.PART
    ends = [(match.end(), kind) for kind, pattern in _ABOUT for match in pattern.finditer(before)]
    if ends:
        return max(ends, key=lambda one: one[0])[1]
    starts = [(match.start(), kind) for kind, pattern in _ABOUT for match in pattern.finditer(after)]
    return min(starts, key=lambda one: one[0])[1] if starts else None


def _a_part_lands(words: str, sentence: Sentence) -> bool:
    """Tell whether a part of the record is the one that comes: "the fuser lands", not "Bruno comes with the fuser"."""
    lowered = words.lower()
    for part in named_parts(words, sentence.facts.parts):
        names = [lowered.find(word) for word in telling_words(part)]
        at = min((place for place in names if place >= 0), default=0)
        if _LANDING.search(words, at):
            return True
    return False
