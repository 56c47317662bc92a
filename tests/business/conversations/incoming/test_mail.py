"""What an e-mail says, whatever it is made of: plain text, HTML alone, a reply, a program's, one that came back."""

from contextlib import suppress
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.mail import a_mail, a_return

from steadyhand.business.conversations.incoming.html_text import text_of_html
from steadyhand.business.conversations.incoming.mail import MOST_BYTES, NotAMail, read_mail


def test_words_sender_and_thread_are_read() -> None:
    raw = a_mail(
        words="Thursday suits us.\n\nOn Mon, 9 Mar 2026 at 10:02, Lakeside wrote:\n> Somebody is with you.\n",
        headers={
            "In-Reply-To": "<abc@lakeside.example>",
            "References": "<first@lakeside.example> <abc@lakeside.example>",
        },
    )

    mail = read_mail(raw)

    assert (mail.sender, mail.sender_name, mail.subject) == ("grace@chen.example", "Grace Chen", "Re: a time for you")
    assert mail.words == "Thursday suits us."
    assert mail.refs == ("abc@lakeside.example", "first@lakeside.example")
    assert (mail.ref, mail.automatic_because, mail.returned) == ("1@chen.example", "", None)


def test_html_alone_is_read_as_text_and_nothing_of_it_runs() -> None:
    mail = EmailMessage()
    mail["From"], mail["Message-ID"] = "grace@chen.example", "<2@chen.example>"
    html = "<head><title>x</title></head><p>It <b>jams</b> again.</p><script>alert(1)</script><p>Please&nbsp;call</p>"
    mail.set_content(html, subtype="html")

    assert read_mail(mail.as_bytes()).words == "It jams again.\nPlease call"


def test_what_hangs_on_it_is_named_and_not_taken() -> None:
    mail = EmailMessage()
    mail["From"] = "Grace <grace@chen.example>"
    mail.set_content("See the photo.")
    mail.add_attachment(b"\xff\xd8", maintype="image", subtype="jpeg", filename="../../jam\u202egpj.exe")

    read = read_mail(mail.as_bytes())

    assert read.words == "See the photo."
    assert read.attachments == ("../../jamgpj.exe",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Auto-Submitted", "auto-replied (vacation)"),
        ("Precedence", "bulk"),
        ("X-Autoreply", "yes"),
        ("Return-Path", "<>"),
        ("List-Id", "<news.example>"),
    ],
)
def test_a_program_s_letter_is_known(name: str, value: str) -> None:
    assert read_mail(a_mail(headers={name: value})).automatic_because


def test_a_person_s_letter_that_says_so_is_a_person_s() -> None:
    assert not read_mail(a_mail(headers={"Auto-Submitted": "no"})).automatic_because


def test_a_letter_that_came_back_says_to_whom_and_whether_for_good() -> None:
    gone = read_mail(a_return("grace@chen.example", ref="abc@lakeside.example")).returned
    late = read_mail(
        a_return("grace@chen.example", ref="abc@lakeside.example", status="4.4.1", action="delayed")
    ).returned

    assert gone is not None
    assert late is not None
    assert (gone.address, gone.ref, gone.is_for_good) == ("grace@chen.example", "abc@lakeside.example", True)
    assert "5.1.1 smtp; 550 No such user" in gone.why
    assert not late.is_for_good


def test_only_what_is_quoted_is_left_where_nothing_else_is() -> None:
    assert (
        read_mail(a_mail(words="> Somebody is with you on Thursday.\n")).words == "> Somebody is with you on Thursday."
    )


@pytest.mark.parametrize("raw", [b"", b"\x00\xff\x00", b"From: \n\nHello", b"Subject: nobody\n\nHello"])
def test_what_is_no_mail_is_said(raw: bytes) -> None:
    with pytest.raises(NotAMail):
        read_mail(raw)


def test_one_that_is_too_large_is_not_read() -> None:
    with pytest.raises(NotAMail, match="bytes"):
        read_mail(b"x" * (MOST_BYTES + 1))


HOSTILE = [
    a_mail(headers={"Content-Type": "text/plain; charset=klingon"}),
    a_mail(headers={"Subject": "=?utf-8?q?=00=ff?= =?nonsense?b?%%%?="}),
    a_mail(headers={"Content-Type": 'multipart/mixed; boundary="x"'}, words="--x\n\n--x--x\n" * 300),
    a_mail(words="<" * 50_000),
    a_mail(headers={"References": "<a@b> " * 5_000}),
    a_mail(headers={"From": '"' + "a" * 5_000 + '" <grace@chen.example>'}),
    a_mail(headers={"Message-ID": "<" + "x" * 9_000 + "@y>"}),
]


@pytest.mark.parametrize("raw", HOSTILE)
def test_whatever_was_made_to_break_it_is_read(raw: bytes) -> None:
    read = read_mail(raw)

    assert len(read.subject) <= 200
    assert len(read.ref) <= 250
    assert "\x00" not in read.subject + read.words


@settings(max_examples=80)
@given(st.binary(max_size=400), st.sampled_from([b"", b"From: g@c.example\n", b"From: g@c.example\nContent-Type: "]))
def test_any_bytes_are_read_or_refused(tail: bytes, head: bytes) -> None:
    with suppress(NotAMail):
        assert read_mail(head + tail).sender


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_html_has_a_text(html: str) -> None:
    assert "<script" not in text_of_html(f"<script>{html}</script>")
