"""What is asked next, and what do the answers come to? Values in, values out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from steadyhand.business.calls.rules import CallType, Urgency

# Every machine's questions begin with the first topic and end with the last, unless the urgency is clear by then.
FIRST_TOPIC = "what"
LAST_TOPIC = "how-bad"
# Answers are chosen by the keys 1 to 9; 0 leaves a question open.
MOST_ANSWERS = 9
NOT_SAID = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `codes`: the first that the dealership uses is suggested; `then`: the topic to go on with.

    `hints` are beginnings of words: a caller who has said one of them isn't asked again.
    """

    words: str
    codes: tuple[str, ...] = ()
    urgency: Urgency | None = None
    call_type: CallType | None = None
    then: str = ""
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a topic. Empty `family` and `meter` mean every machine; `meter` is a kind that it must have."""

    key: str
    topic: str
    words: str
    answers: tuple[Answer, ...]
    family: str = ""
    meter: str = ""


@dataclass(frozen=True, slots=True)
class MachineAsked:
    """What is known of the machine that is asked about; None: nobody knows which meters it has."""

    family: str = ""
    meters: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A question that is settled, and how: None where it was left open."""

    question: Question
    answer: Answer | None
    is_from_words: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """What is settled so far, and what to ask next; None: nothing more."""

    said: tuple[Said, ...]
    next_question: Question | None
    codes: tuple[str, ...] = ()
    urgency: Urgency | None = None
    call_type: CallType | None = None

    @property
    def in_words(self) -> str:
        """Return the answers in a line, as the problem stands in the record when nobody writes more."""
        told = [each.answer.words for each in self.said if each.answer and each.question.topic != LAST_TOPIC]
        return "; ".join([told[0], *(words[:1].lower() + words[1:] for words in told[1:])]) if told else ""


@dataclass(slots=True)
class _Hearing:
    """The answers while they are gone through."""

    said: list[Said] = field(default_factory=list)
    codes: tuple[str, ...] = ()
    urgency: Urgency | None = None
    call_type: CallType | None = None

    def take(self, said: Said) -> str:
        self.said.append(said)
        if said.answer is None:
            return ""
        self.codes = said.answer.codes or self.codes
        self.urgency = said.answer.urgency or self.urgency
        self.call_type = said.answer.call_type or self.call_type
        return said.answer.then

    def heard(self, next_question: Question | None) -> Heard:
        return Heard(tuple(self.said), next_question, self.codes, self.urgency, self.call_type)


def hear(questions: Sequence[Question], *, machine: MachineAsked, chosen: Mapping[str, int], told: str = "") -> Heard:
    """Go through the questions that concern this machine, and stop at the first that is still to be asked.

    `chosen` are the answers by question key, counted from 1; `told` is what the caller has said in their own words.
    """
    hearing = _Hearing()
    topics, met = [FIRST_TOPIC], {LAST_TOPIC}
    while topics:
        topic = topics.pop(0)
        met.add(topic)
        follow = []
        for question in _concerning(questions, topic, machine):
            said = _settled(question, chosen, told)
            if said is None:
                return hearing.heard(question)
            then = hearing.take(said)
            if then and then not in met and then not in follow:
                follow.append(then)
        topics = follow + topics
        if not topics and hearing.urgency is None and topic != LAST_TOPIC:
            topics = [LAST_TOPIC]
    return hearing.heard(None)


def code_in_use(codes: Iterable[str], in_use: Iterable[str]) -> str:
    """Return the first of the codes that the dealership uses, or nothing."""
    used = {code.casefold(): code for code in in_use}
    return next((used[code.casefold()] for code in codes if code.casefold() in used), "")


def _concerning(questions: Sequence[Question], topic: str, machine: MachineAsked) -> list[Question]:
    return [
        question
        for question in questions
        if question.topic == topic
        and (not question.family or question.family.casefold() in machine.family.casefold())
        and (not question.meter or machine.meters is None or question.meter in machine.meters)
    ]


def _settled(question: Question, chosen: Mapping[str, int], told: str) -> Said | None:
    place = chosen.get(question.key)
    if place is not None:
        answer = question.answers[place - 1] if 0 < place <= len(question.answers) else None
        return Said(question, answer)
    known = [answer for answer in question.answers if _is_told(answer, told)]
    # Two that fit are none: then the caller is asked.
    return Said(question, known[0], is_from_words=True) if len(known) == 1 else None


def _is_told(answer: Answer, told: str) -> bool:
    return any(re.search(rf"\b{re.escape(hint)}", told, re.IGNORECASE) for hint in answer.hints)
