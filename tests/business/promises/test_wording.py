"""What is ready to be said: plain, no blame, nothing from inside, and never the plan's own expectation."""

import re

import pytest

from steadyhand.business.promises.rules import PromiseKind
from steadyhand.business.promises.wording import About, early_notice, good_news, owned_miss, subject_of

TEXTS = (early_notice, good_news, owned_miss, subject_of)
# Blame, the house's own affairs, guarantees, and figures that only we know.
NEVER = re.compile(
    r"because|due to|fault|technician|colleague|dispatch|supplier|warehouse|overbooked|short-staffed|odds|%|"
    r"expect|guarantee|definitely|100|system|ticket|unfortunately",
    re.IGNORECASE,
)


def about(kind: PromiseKind, *, instead: str = "", machine: str = "your Norvik C450") -> About:
    return About(
        firm="Lakeside Office Machines",
        phone="(614) 555-0000",
        to_whom="Grace Chen",
        kind=kind,
        machine=machine,
        about="We call you with the price",
        promised="today before 2",
        instead=instead,
    )


@pytest.mark.parametrize("kind", PromiseKind)
@pytest.mark.parametrize("instead", ["", "today before 4"])
@pytest.mark.parametrize("machine", ["", "your Norvik C450"])
def test_nothing_is_said_that_a_customer_should_not_read(kind: PromiseKind, instead: str, machine: str) -> None:
    for text in TEXTS:
        said = text(about(kind, instead=instead, machine=machine))

        assert not NEVER.search(said), said
        assert "  " not in said


def test_an_early_notice_says_what_was_promised_and_the_new_time() -> None:
    assert early_notice(about(PromiseKind.ARRIVAL, instead="today before 4")) == (
        "Hello Grace Chen, this is Lakeside Office Machines. We said that somebody would be with you about your Norvik "
        "C450 today before 2. It may become later than that, and we would rather tell you now. We can be with you "
        "today before 4. Does that suit you? You reach us at (614) 555-0000."
    )


def test_an_owned_miss_apologises_and_says_what_happens_next() -> None:
    assert owned_miss(about(PromiseKind.FIX, instead="tomorrow before noon")) == (
        "Hello Grace Chen, this is Lakeside Office Machines. We said that your Norvik C450 would work again today "
        "before 2, and we did not keep that. We are sorry. What happens next: your Norvik C450 works again tomorrow "
        "before noon. You reach us at (614) 555-0000."
    )
