"""Do words say what the record says? Held against it, they are kept with their facts, or wait for a manager."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.conversations.actions.hold_statement import Contradicted
from steadyhand.business.conversations.call_record import CallRecord, SpeaksOf, call_record, source_of
from steadyhand.business.conversations.guard.facts.checking import WITH_FACTS, check
from steadyhand.business.conversations.guard.verdicts import ClaimKind, Holding
from steadyhand.business.conversations.guard.verdicts import Verdict as Judged
from steadyhand.business.conversations.rules import FactKind, Source, Verdict
from steadyhand.business.conversations.saying import FactSaid
from steadyhand.shared.actor import Actor

_KINDS = {
    ClaimKind.TIME: FactKind.TIME,
    ClaimKind.PART_STATE: FactKind.PART_STATE,
    ClaimKind.PRICE: FactKind.PRICE,
    ClaimKind.SERIAL: FactKind.SERIAL,
    ClaimKind.NAME: FactKind.NAME,
    ClaimKind.CONTRACT: FactKind.OTHER,
}
_VERDICTS = {
    Holding.MATCHES: Verdict.MATCHES,
    Holding.TIGHTER: Verdict.TIGHTER,
    Holding.CONTRADICTS: Verdict.CONTRADICTS,
    Holding.NO_RECORD: Verdict.NO_RECORD,
}


@dataclass(frozen=True, slots=True)
class Sourced:
    """Who told the writer something that no record knows: the words in the text, who said so, and on what."""

    words: str
    giver_name: str
    source_words: str = ""
    giver_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a text says, as facts; what in it the record contradicts; and what is to be asked: who told you?"""

    facts: tuple[FactSaid, ...] = ()
    contradicted: tuple[Contradicted, ...] = ()
    asks: tuple[str, ...] = ()


def check_words(
    by: Actor,
    call_id: UUID | None,
    words: str,
    *,
    language: str = "en",
    told_by: Sequence[Sourced] = (),
    speaks_of: Sequence[SpeaksOf] = (),
    now: datetime,
) -> Checked:
    """Return how words about a call stand to its record. In a language that the guard can't read nothing is found.

    `speaks_of`: times that they may name although no open promise says them.
    """
    if call_id is None or language not in WITH_FACTS or not words.strip():
        return Checked()
    record = call_record(by, call_id, speaks_of=speaks_of, now=now)
    if record is None:
        return Checked()
    verdicts = check(words, facts=record.facts, at=record.at, language=language)
    known = {each.words: each for each in told_by}
    facts = [_fact(each, record, known.get(each.words)) for each in verdicts if each.holding in _VERDICTS]
    return Checked(
        facts=tuple(facts),
        contradicted=tuple(
            Contradicted(each.words, each.record_says, each.source) for each in verdicts if each.holding.holds_message
        ),
        asks=tuple(each.asks for each in verdicts if each.asks and each.words not in known),
    )


def _fact(verdict: Judged, record: CallRecord, told_by: Sourced | None) -> FactSaid:
    source, source_id = source_of(verdict.record)
    value = dict(record.values.get(verdict.record, {}))
    if verdict.kind is ClaimKind.SERIAL:
        value = {"serial": verdict.words.split()[-1].strip(".,;")}
        source, source_id = (source, source_id) if source is Source.CALL else (Source.NONE, None)
    is_asked = told_by is not None and verdict.holding is Holding.NO_RECORD
    return FactSaid(
        kind=_KINDS[verdict.kind],
        words=verdict.words,
        verdict=Verdict.ASKED if is_asked else _VERDICTS[verdict.holding],
        start=verdict.start,
        end=verdict.end,
        value=value,
        source=source,
        source_id=source_id,
        source_words=told_by.source_words if told_by else verdict.source,
        giver_id=told_by.giver_id if told_by else None,
        giver_name=told_by.giver_name if told_by else "",
    )
