"""What does the model nudge about, and at which words? A sentence, or the clause of it that makes the difference."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from steadyhand.business.conversations.guard.advising import Advice, advice_for
from steadyhand.business.conversations.guard.classifying import Classifier
from steadyhand.business.conversations.guard.findings import Finding, Label, Tier
from steadyhand.business.conversations.guard.greeting import only_greets
from steadyhand.business.conversations.guard.rules.folder import joints
from steadyhand.business.conversations.guard.sentences import Sentence
from steadyhand.business.conversations.guard.vetoes import Veto, spared_by

# No customer reads on after so many; a text of 100 kB must not keep a core busy for a minute.
MOST_SENTENCES = 120
# A clause is shown alone when without it this part of the share is gone; else the whole sentence says it.
_TELLING = 0.4
_SHORTEST_CLAUSE = 12
# So many characters are read again for that, at most: half of what a message of 60 words takes; further suspects are
# marked whole. On a busy machine the 95th of 100 such reviews fell from 134 to 50 ms of processor time (28 Nov 2026).
_MOST_ASKED = 200
# A sentence is heard among its neighbours, and borrows from the loudest: what is much quieter only stands beside it.
_BESIDE_SHARE = 0.85
_EDGES = " ,;:-.!?…"


@dataclass(frozen=True, slots=True)
class _Suspect:
    sentence: Sentence
    label: Label
    share: float


def nudges(
    parts: Sequence[Sentence],
    classifier: Classifier,
    *,
    vetoes: Sequence[Veto],
    advice: Mapping[Label, Sequence[Advice]],
    language: str = "en",
) -> tuple[Finding, ...]:
    """Return the model's findings in sentences, without those that a veto spares; it is asked three times at most."""
    asked = parts[:MOST_SENTENCES]
    if not asked:
        return ()
    suspects = _by_themselves(_unspared(_loudest(asked, classifier, language), vetoes), classifier)
    spans = _spans(suspects, classifier, language)
    return tuple(_finding(suspect, span, advice) for suspect, span in zip(suspects, spans, strict=True))


def _loudest(asked: Sequence[Sentence], classifier: Classifier, language: str) -> list[_Suspect]:
    """Return the sentences over a label's limit, without those that only stand beside one which says it."""
    answers = classifier.in_text([part.text for part in asked])
    loud = {label: max(shares[label] for shares in answers) for label in classifier.thresholds}
    return [
        _Suspect(part, label, share)
        for part, shares in zip(asked, answers, strict=True)
        for label, share in shares.items()
        if share >= max(classifier.thresholds[label], _BESIDE_SHARE * loud[label])
        and not only_greets(part.text, language)
    ]


def _unspared(suspects: Sequence[_Suspect], vetoes: Sequence[Veto]) -> list[_Suspect]:
    """Leave out what a veto spares, and what is no louder than that: it was heard in its neighbourhood only."""
    heard = [(each, spared_by(vetoes, each.sentence, each.label) is not None) for each in suspects]
    fine = {
        label: max((each.share for each, is_spared in heard if is_spared and each.label is label), default=0.0)
        for label in Label
    }
    return [each for each, is_spared in heard if not is_spared and each.share > fine[each.label]]


def _by_themselves(suspects: Sequence[_Suspect], classifier: Classifier) -> list[_Suspect]:
    """Leave out what stands beside a louder sentence of its label and says nothing of the kind when read alone."""
    loudest: dict[Label, _Suspect] = {}
    for each in suspects:
        if each.label not in loudest or each.share > loudest[each.label].share:
            loudest[each.label] = each
    beside = [each for each in suspects if loudest[each.label] is not each]
    alone = classifier.shares([each.sentence.text for each in beside]) if beside else ()
    quiet = {
        (each.sentence.start, each.label)
        for each, shares in zip(beside, alone, strict=True)
        if shares[each.label] < classifier.thresholds[each.label]
    }
    return [each for each in suspects if (each.sentence.start, each.label) not in quiet]


def _finding(suspect: _Suspect, span: tuple[int, int], advice: Mapping[Label, Sequence[Advice]]) -> Finding:
    start, end = span
    sentence, label = suspect.sentence, suspect.label
    kind = advice_for(advice[label], sentence.folded)
    return Finding(
        start=sentence.start + start,
        end=sentence.start + end,
        label=label,
        tier=Tier.NUDGE,
        rule=f"model.{label}.{kind.name}",
        why=kind.why,
        say_instead=kind.say_instead,
        severity=kind.severity,
    )


def _spans(suspects: Sequence[_Suspect], classifier: Classifier, language: str) -> list[tuple[int, int]]:
    """Return for each suspect the words to be marked, by asking about its sentence without each of its clauses."""
    clauses = _affordable(suspects, [_clauses(suspect.sentence, language) for suspect in suspects])
    asked = [
        [suspect.sentence.text, *(_without(suspect.sentence.text, each) for each in some)] if some else []
        for suspect, some in zip(suspects, clauses, strict=True)
    ]
    texts = [text for some in asked for text in some]
    answers = iter(classifier.shares(texts) if texts else ())
    spans = []
    for suspect, some in zip(suspects, clauses, strict=True):
        whole = (0, len(suspect.sentence.text))
        if some:
            share = next(answers)[suspect.label]
            least, clause = min((next(answers)[suspect.label], each) for each in some)
            whole = clause if share - least >= _TELLING * share else whole
        spans.append(whole)
    return spans


def _affordable(suspects: Sequence[_Suspect], clauses: Sequence[list[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    """Return the clauses that are asked about: those of the surest suspects, as far as a review's time reaches."""
    left, chosen = _MOST_ASKED, [list[tuple[int, int]]()] * len(suspects)
    for place in sorted(range(len(suspects)), key=lambda place: -suspects[place].share):
        # The sentence once as it is, and once without each clause.
        cost = len(suspects[place].sentence.text) * len(clauses[place])
        if cost <= left:
            left, chosen[place] = left - cost, clauses[place]
    return chosen


def _without(text: str, span: tuple[int, int]) -> str:
    return f"{text[: span[0]]}{text[span[1] :]}".strip(_EDGES)


def _clauses(sentence: Sentence, language: str) -> list[tuple[int, int]]:
    """Return a sentence's clauses without what joins them; none where it is a single one."""
    cuts = [0, *(match.start() for match in _breaks(language).finditer(sentence.folded)), len(sentence.text)]
    clauses = []
    for begins, ends in pairwise(cuts):
        clause = sentence.folded[begins:ends]
        start = begins + len(clause) - len(clause.lstrip(_EDGES))
        end = ends - len(clause) + len(clause.rstrip(_EDGES))
        if end - start >= _SHORTEST_CLAUSE:
            clauses.append((start, end))
    return clauses if len(clauses) > 1 else []


@cache
def _breaks(language: str) -> re.Pattern[str]:
    return re.compile(rf"[,;:](?= )|(?<= )-(?= )|(?<= )(?:{'|'.join(joints(language))})(?= )", re.ASCII)
