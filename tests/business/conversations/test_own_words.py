"""What the program itself has ready for customers passes its own guard, model included."""

from itertools import product

import pytest
from tests.builders.wary import Wary

from steadyhand.business.conversations.guard.findings import Finding
from steadyhand.business.conversations.guard.reviewing import review
from steadyhand.business.conversations.plain_words.library import shipped
from steadyhand.business.conversations.wording import Speaker, correction, safe_words
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.business.promises.wording import About, early_notice, good_news, owned_miss

FIRM = "Lakeside Office Machines"
SPEAKERS = [
    Speaker(firm=FIRM, phone=phone, to_whom=who, machine=machine)
    for phone, who, machine in product(("", "(614) 555-0100"), ("", "Grace"), ("", "Norvik C450"))
]


def found(*texts: str) -> dict[str, tuple[Finding, ...]]:
    wary = Wary()
    return {text: findings for text in texts if (findings := review(text, classifier=wary).findings)}


def test_plain_words_and_what_calms_somebody() -> None:
    assert found(*(entry.words for entry in shipped().values())) == {}


@pytest.mark.parametrize("kind", PromiseKind)
def test_early_notices_good_news_and_owned_misses(kind: PromiseKind) -> None:
    abouts = [
        About(
            firm=FIRM,
            phone="(614) 555-0100",
            to_whom=who,
            kind=kind,
            machine=machine,
            about="We send the manual",
            promised="on Thursday before 2",
            instead=instead,
        )
        for who, machine, instead in product(("", "Grace"), ("", "your Norvik C450"), ("", "tomorrow before noon"))
    ]

    assert found(*(make(about) for about in abouts for make in (early_notice, good_news, owned_miss))) == {}


def test_words_while_others_are_held() -> None:
    assert found(*(safe_words(each) for each in SPEAKERS)) == {}


def test_corrections() -> None:
    was = "Somebody is with you on Thursday before noon."
    now = ("Somebody is with you on Friday before 2.", "The part is expected on Monday.", "No visit is planned yet.")

    assert found(*(correction(each, was=was, now_is=now_is) for each in SPEAKERS for now_is in now)) == {}
