"""How does a serial, model or part number in a text stand to the record? Looked up; shape alone proves nothing."""

from steadyhand.business.conversations.guard.facts.claims import NumberClaim
from steadyhand.business.conversations.guard.facts.judging import Judged
from steadyhand.business.conversations.guard.facts.matching import bare
from steadyhand.business.conversations.guard.facts.record import Facts, MachineFact, Sourced
from steadyhand.business.conversations.guard.verdicts import ClaimKind, Holding, Verdict


def judge_number(claim: NumberClaim, judged: Judged) -> Verdict:
    """Return what the record has to say about a number.

    A serial that is called one and is none of the machines' is wrong; what only looks like a number isn't known.
    """
    known = _known(claim, judged.facts)
    if known is not None:
        return _verdict(claim, judged, Holding.MATCHES, known, _in_words(known))
    machines = judged.facts.machines
    if not claim.is_serial or not machines:
        return _verdict(claim, judged, Holding.NO_RECORD)
    says = ", ".join(_in_words(machine) for machine in machines)
    right = ""
    if len(machines) == 1:
        right = judged.sentence_with(machines[0].serial, start=claim.start, end=claim.end, sentence=claim.sentence)
    return _verdict(claim, judged, Holding.CONTRADICTS, machines[0], says, right)


def _known(claim: NumberClaim, facts: Facts) -> Sourced | None:
    number = bare(claim.number)
    for machine in facts.machines:
        models = () if claim.is_serial else (bare(machine.model), *(bare(word) for word in machine.model.split()))
        if number in (bare(machine.serial), *models):
            return machine
    return next((part for part in facts.parts if not claim.is_serial and bare(part.number) == number), None)


def _in_words(known: Sourced) -> str:
    if isinstance(known, MachineFact):
        return " ".join(
            word for word in (known.model, f"serial {known.serial}", known.site and f"at {known.site}") if word
        )
    return f"part {getattr(known, 'number', '')}"


def _verdict(
    claim: NumberClaim, judged: Judged, holding: Holding, known: Sourced | None = None, says: str = "", right: str = ""
) -> Verdict:
    words = judged.words(claim.start, claim.end)
    return Verdict(
        start=claim.start,
        end=claim.end,
        kind=ClaimKind.SERIAL,
        holding=holding,
        words=words,
        record_says=says,
        source=known.source if known else "",
        record=known.record if known else "",
        say_instead=right,
        asks=judged.spoken.asks(words) if holding is Holding.NO_RECORD else "",
    )
