"""A letter is drafted for each occasion, with a reason where there is one, and the guard has nothing against it."""

import pytest

from steadyhand.business.conversations.guard.reviewing import review
from steadyhand.business.learning.hiring.letters import Known, Letter, draft_of, letter_for, subject_of
from steadyhand.business.learning.hiring.reaching import mail_in
from steadyhand.business.learning.hiring.rules import Verdict

KNOWN = Known(
    name="Noor Haddad",
    post="Second technician",
    firm="Lakeside Office Machines",
    sender="Ruth Okafor",
    why="You explain well; the network can be learnt here.",
    path=("Networking: with Bruno on Fridays",),
)


def test_a_decision_has_its_letter_and_before_one_there_is_the_invitation() -> None:
    assert [letter_for(verdict) for verdict in (*Verdict, None)] == [
        Letter.HIRE, Letter.PATH, Letter.WARM, Letter.NO, Letter.INVITE
    ]  # fmt: skip


@pytest.mark.parametrize("letter", Letter)
def test_a_draft_greets_signs_and_passes_the_guard(letter: Letter) -> None:
    words = draft_of(letter, KNOWN)

    assert words.startswith("Hello Noor,\n\nthank you for")
    assert words.endswith("\n\nRuth Okafor\nLakeside Office Machines")
    assert (KNOWN.why in words) is letter.is_answer
    assert ("- Networking: with Bruno on Fridays" in words) is (letter is Letter.PATH)
    assert [finding.rule for finding in review(words, classifier=None).findings] == []
    assert [finding.rule for finding in review(subject_of(letter, KNOWN), classifier=None).findings] == []


def test_without_a_reason_or_a_path_nothing_stands_empty() -> None:
    bare = Known(name="", post="Second technician", firm="Lakeside", sender="Ruth")

    assert "\n\n\n" not in draft_of(Letter.PATH, bare)
    assert draft_of(Letter.PATH, bare).startswith("Hello,\n\n")


@pytest.mark.parametrize(
    ("reached_by", "address"),
    [
        ("(614) 555-0142, noor.haddad@mail.example", "noor.haddad@mail.example"),
        ("write to noor@mail.example.", "noor@mail.example"),
        ("(614) 555-0142", ""),
        ("noor at mail", ""),
    ],
)
def test_an_address_is_found_among_words(reached_by: str, address: str) -> None:
    assert mail_in(reached_by) == address
