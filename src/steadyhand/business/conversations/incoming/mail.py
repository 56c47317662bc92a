"""What does an e-mail say, who wrote it, and what does it answer? Bytes in, plain values out; nothing is trusted.

Who wrote it is only what it claims: by an address alone nobody gets in anywhere, and nothing is changed.
"""

import re
import unicodedata
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses, parseaddr

from steadyhand.business.conversations.incoming.html_text import text_of_html
from steadyhand.business.conversations.incoming.returned import Returned, returned_in

# Larger ones carry attachments, which we don't take.
MOST_BYTES = 25_000_000
MOST_WORDS = 20_000
MOST_PARTS = 200
MOST_REFS = 40
LONGEST_LINE = 200
_REF = re.compile(r"<([^<>\s]{1,250})>")
_QUOTE_BEGINS = re.compile(r"^(-{2,}\s*original message\s*-{2,}|_{8,}|on .{5,200}wrote:|from:\s.+)$", re.IGNORECASE)
_AUTO_PRECEDENCE = frozenset({"bulk", "junk", "list", "auto_reply"})


class NotAMail(Exception):
    """These bytes are no e-mail, or too many; the message says what to do."""


@dataclass(frozen=True, slots=True)
class MailRead:
    """An e-mail as far as we take it in. `refs`: the Message-IDs that it answers, the nearest first."""

    sender: str
    sender_name: str
    to: tuple[str, ...]
    subject: str
    words: str
    ref: str
    refs: tuple[str, ...]
    # Why nobody has to read it: a program wrote it. Empty: somebody did.
    automatic_because: str = ""
    # The names of what hung on it and was not taken.
    attachments: tuple[str, ...] = ()
    returned: Returned | None = None


def read_mail(raw: bytes) -> MailRead:
    """Return what an e-mail says.

    Raises:
        NotAMail: too large, or nothing like an e-mail.
    """
    if len(raw) > MOST_BYTES:
        raise NotAMail(f"This e-mail has {len(raw):,} bytes; up to {MOST_BYTES:,} are read. Read it where it arrived.")
    try:
        mail = BytesParser(policy=policy.default).parsebytes(raw)
    except (MessageError, ValueError, LookupError, RecursionError) as problem:
        raise NotAMail(f"This is no e-mail that can be read: {problem}.") from problem
    name, sender = parseaddr(_header(mail, "From"))
    if not sender or "@" not in sender:
        raise NotAMail("This is no e-mail: nobody is named as its sender (From).")
    words, attachments = _content(mail)
    return MailRead(
        sender=plain(sender)[:254],
        sender_name=plain(name)[:LONGEST_LINE],
        to=tuple(
            address for _, address in getaddresses([_header(mail, each) for each in ("To", "Cc", "Delivered-To")])
        ),
        subject=plain(_header(mail, "Subject"))[:LONGEST_LINE],
        words=without_quotes(words)[:MOST_WORDS],
        ref=next(iter(_refs(mail, "Message-ID")), ""),
        refs=tuple(dict.fromkeys((*_refs(mail, "In-Reply-To"), *reversed(_refs(mail, "References")))))[:MOST_REFS],
        automatic_because=_automatic_because(mail, sender),
        attachments=attachments,
        returned=returned_in(mail),
    )


def plain(said: str) -> str:
    """Return one line without control characters or marks that turn the direction of what follows."""
    kept = (" " if each.isspace() else each for each in said if each.isspace() or _is_seen(each))
    return " ".join("".join(kept).split())


def without_quotes(words: str) -> str:
    """Return what somebody wrote, without what they answer below it; all of it where nothing else is left."""
    lines = ["".join(each for each in line if _is_seen(each) or each == "\t").rstrip() for line in words.splitlines()]
    own: list[str] = []
    for line in lines:
        if _QUOTE_BEGINS.match(line.strip()) and own:
            break
        if not line.lstrip().startswith(">"):
            own.append(line)
    text = "\n".join(own).strip()
    return text or "\n".join(lines).strip()


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn") or character == "\u200d"


def _header(mail: EmailMessage, name: str) -> str:
    try:
        return str(mail.get(name, ""))
    except (MessageError, ValueError, LookupError, IndexError, AttributeError, TypeError):
        # The parser of headers stumbles over some that were made to be stumbled over: then it says nothing.
        return ""


def _refs(mail: EmailMessage, name: str) -> tuple[str, ...]:
    return tuple(_REF.findall(plain(_header(mail, name)))[-MOST_REFS:])


def _automatic_because(mail: EmailMessage, sender: str) -> str:
    """Return why an e-mail is a program's; nobody answers those, or two programs would answer each other for ever.

    Source: RFC 3834 § 2 and § 5.
    """
    submitted = _header(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    if submitted and submitted != "no":
        return f"Auto-Submitted: {submitted}"[:LONGEST_LINE]
    precedence = _header(mail, "Precedence").strip().lower()
    if precedence in _AUTO_PRECEDENCE:
        return f"Precedence: {precedence}"
    for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "List-Id"):
        if _header(mail, name):
            return name
    if _header(mail, "Return-Path").strip() == "<>":
        return "an empty Return-Path"
    if sender.partition("@")[0].lower() in ("mailer-daemon", "postmaster", "no-reply", "noreply"):
        return f"from {sender}"[:LONGEST_LINE]
    return ""


def _content(mail: EmailMessage) -> tuple[str, tuple[str, ...]]:
    """Return the words of the first part that somebody wrote, plain text before HTML, and the names of what hung on."""
    texts: dict[str, str] = {}
    names: list[str] = []
    for number, part in enumerate(mail.walk()):
        if number >= MOST_PARTS:
            names.append("more parts than anybody reads")
            break
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            texts.setdefault(kind, _text(part))
        else:
            names.append(_name(part))
    words = texts.get("text/plain", "")
    if not words.strip():
        words = text_of_html(texts.get("text/html", ""))
    return words, tuple(dict.fromkeys(names))


def _text(part: EmailMessage) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    charset = str(part.get_content_charset() or "utf-8")
    try:
        return raw[: MOST_WORDS * 20].decode(charset, errors="replace")
    except LookupError:  # a charset that nobody knows
        return raw[: MOST_WORDS * 20].decode("utf-8", errors="replace")


def _name(part: EmailMessage) -> str:
    try:
        name = plain(str(part.get_filename() or ""))
    except (MessageError, ValueError, LookupError, TypeError):
        name = ""
    return (name or part.get_content_type())[:80]
