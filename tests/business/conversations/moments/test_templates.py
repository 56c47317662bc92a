"""The words of the fifteen moments: short, whole, plain, and nothing in them that the guard finds."""

import pytest
from tests.builders.wary import Wary

from steadyhand.business.conversations.guard.reviewing import review
from steadyhand.business.conversations.moments.moment import Moment
from steadyhand.business.conversations.moments.templates import (
    LONGEST_TEXT,
    BadTemplate,
    CannotFill,
    Filled,
    Slots,
    filled_mail,
    filled_text,
    read,
    shipped,
    template_for,
)

FULL = Slots(
    firm="Lakeside Office Machines",
    phone="(614) 555-0100",
    to_whom="Grace",
    number="10023",
    machine="Norvik C450",
    who="Bruno",
    when="on Thursday before 2",
    was="We said that somebody would be with you on Wednesday",
    now_is="Somebody is with you on Thursday before 2",
    next="We call you by Tuesday 10 March with the day on which we come back",
    told="We have put in a new fuser unit, and it prints both sides cleanly",
    has_page=True,
)
BARE = Slots(firm="Lakeside", when="today before 4", now_is="Somebody is with you tomorrow before noon.")
LONG = Slots(
    firm="Saint Bartholomew County Office Technology and Document Systems",
    phone="+1 614-555-0100",
    to_whom="Maximiliana-Alexandra",
    number="2026-1000233",
    machine="Konstruktor Industries bizPrint Workgroup 9500 ci",
    who="Christopher",
    when="on Wednesday 23 September between 10:30 and 12:30",
    now_is="Somebody is with you on Wednesday 23 September between 10:30 and 12:30.",
    next="We call you by Wednesday 23 September with the day on which we come back.",
    told="We have put in a new fuser unit.",
    has_page=True,
)
PLANNED = 'moment = "planned"\nsubject = "{subject}"\ntext = ["{words}"]\nmail = ["Hello."]\n'


def said(moment: Moment, slots: Slots) -> list[Filled]:
    template = template_for(moment)
    return [filled_text(template, slots), filled_text(template, slots, says_stop=True), filled_mail(template, slots)]


def test_there_are_fifteen_each_with_words() -> None:
    assert len(Moment) == 15
    assert set(shipped("en")) == set(Moment)


@pytest.mark.parametrize("moment", Moment)
@pytest.mark.parametrize("slots", [FULL, BARE, LONG], ids=["full", "bare", "long"])
def test_words_are_whole_short_and_nothing_in_them_is_found_by_the_guard(moment: Moment, slots: Slots) -> None:
    text, _, mail = everything = said(moment, slots)

    wary = Wary()
    assert [each for each in everything if review(f"{each.subject}\n{each.words}", classifier=wary).findings] == []
    assert len(text.words) <= LONGEST_TEXT
    assert not any(mark in each.words + each.subject for each in everything for mark in ("{", "}", "  ", " .", "None"))
    assert "in this" not in text.words
    assert slots.firm in mail.words


@pytest.mark.parametrize("moment", Moment)
def test_a_name_may_be_missing(moment: Moment) -> None:
    assert filled_text(template_for(moment), BARE).words.startswith("This is Lakeside.")


def test_without_a_link_nobody_is_sent_to_a_page() -> None:
    assert "page" not in filled_text(template_for(Moment.FIXED), BARE).words
    assert "on your page" in filled_text(template_for(Moment.FIXED), FULL).words


def test_without_the_time_there_is_no_message_about_it() -> None:
    with pytest.raises(CannotFill, match="when"):
        filled_text(template_for(Moment.PLANNED), Slots(firm="Lakeside"))


def test_how_to_end_texts_is_said_where_there_is_room() -> None:
    assert filled_text(template_for(Moment.PLANNED), BARE, says_stop=True).words.endswith("STOP for no more texts.")


def test_the_dealership_s_own_words_come_before_ours_and_its_language_before_english() -> None:
    own = read(PLANNED.format(subject="Termin", words="Wir kommen {when}."), "de")
    ours = {"de:planned": own}

    assert template_for(Moment.PLANNED, "de-AT", own=ours) is own
    assert template_for(Moment.PLANNED, "en", own=ours) is shipped("en")[Moment.PLANNED]
    assert template_for(Moment.FIXED, "de", own=ours) is shipped("en")[Moment.FIXED]
    assert template_for(Moment.FIXED, "../en").language == "en"


@pytest.mark.parametrize(
    ("words", "why"),
    [("{nobody}", "nobody"), ("{phone.__class__}", "single word"), ("{when!r}", "single word"), ("{", "brace")],
)
def test_what_nobody_can_fill_is_refused(words: str, why: str) -> None:
    with pytest.raises(BadTemplate, match=why):
        read(PLANNED.format(subject="A", words=words), "en")


def test_what_is_no_template_is_said() -> None:
    for written in ("moment = ", 'moment = "birthday"\nsubject = "A"\ntext = ["B"]\nmail = ["C"]', 'moment = "taken"'):
        with pytest.raises(BadTemplate):
            read(written, "en")
