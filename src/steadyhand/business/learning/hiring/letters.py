"""What do we write to a candidate? Drafts of our own for each occasion; whoever sends one changes what they would."""

from dataclasses import dataclass
from enum import StrEnum

from steadyhand.business.learning.hiring.rules import Verdict


class Letter(StrEnum):
    """The occasion of a letter."""

    INVITE = "invite"
    HIRE = "hire"
    PATH = "path"
    WARM = "warm"
    NO = "no"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_answer(self) -> bool:
        """Tell whether it says what was decided: an invitation doesn't, and they go on waiting."""
        return self is not Letter.INVITE


_WHAT_TO_EXPECT = (
    "It takes about an hour and a half: a talk with questions that we ask everybody, and two short pieces of work at "
    "the bench and at a desk. Nothing has to be prepared, and you may say at any time that you don't know something."
)
_SAY_WHEN = (
    "Write to us or ring us with two or three times that suit you, and tell us if there is anything that would make "
    "the visit easier for you."
)
_LABELS = {
    Letter.INVITE: "an invitation to an interview",
    Letter.HIRE: "we would like you",
    Letter.PATH: "we would like you, with a development path",
    Letter.WARM: "not now, and we would like to stay in touch",
    Letter.NO: "no",
}
_OF_VERDICT = {
    Verdict.HIRE: Letter.HIRE,
    Verdict.PATH: Letter.PATH,
    Verdict.WARM: Letter.WARM,
    Verdict.NO: Letter.NO,
}


@dataclass(frozen=True, slots=True)
class Known:
    """What a draft is made of. `why` is the decision's, as one could say it to them; `path` what they will learn."""

    name: str
    post: str
    firm: str
    sender: str
    why: str = ""
    path: tuple[str, ...] = ()


def letter_for(verdict: Verdict | None) -> Letter:
    """Return the letter that follows from a decision; before one, the invitation."""
    return _OF_VERDICT[verdict] if verdict else Letter.INVITE


def subject_of(letter: Letter, known: Known) -> str:
    """Return a draft's subject."""
    if letter is Letter.INVITE:
        return f"{known.firm}: we would like to meet you"
    return f"{known.firm}: about the post “{known.post}”"


def draft_of(letter: Letter, known: Known) -> str:
    """Return a draft: what is the same for everybody, with the reason and the path where there are any."""
    first = known.name.split(maxsplit=1)[0] if known.name.split() else ""
    parts = [f"Hello {first}," if first else "Hello,", *_middle(letter, known), f"{known.sender}\n{known.firm}"]
    return "\n\n".join(part for part in parts if part)


def _middle(letter: Letter, known: Known) -> list[str]:
    thanks = f"thank you for the time that you gave us for the post “{known.post}”."
    match letter:
        case Letter.INVITE:
            return [
                f"thank you for your interest in the post “{known.post}”. We would like to get to know you.",
                _WHAT_TO_EXPECT,
                _SAY_WHEN,
            ]
        case Letter.HIRE:
            return [thanks, "We would like you to work with us.", known.why, "Shall we talk about when and how?"]
        case Letter.PATH:
            learns = "\n".join(f"- {line}" for line in known.path)
            return [
                thanks,
                "We would like you to work with us, and there is something that you would learn here.",
                known.why,
                f"This is what we have in mind, to be talked over with you:\n{learns}" if learns else "",
                "Shall we talk about whether that suits you?",
            ]
        case Letter.WARM:
            return [
                thanks,
                "We can't offer you the post now, and we would like to stay in touch.",
                known.why,
                "If you would rather not hear from us again, one word is enough.",
            ]
        case Letter.NO:
            return [thanks, "We have decided not to offer you the post.", known.why, "We wish you well."]
