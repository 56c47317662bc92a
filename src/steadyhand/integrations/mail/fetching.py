"""What lies in the mailbox where answers arrive? By IMAP, over an encrypted connection; what was taken in is marked."""

import imaplib
import ssl
from collections.abc import Callable
from urllib.parse import SplitResult, unquote, urlsplit

TIMEOUT_SECONDS = 20
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# More come a minute later.
MOST = 50
# Such a one is left for a person: only its head is read.
MOST_BYTES = 25_000_000


class CannotFetch(Exception):
    """The mailbox can't be read; the message says why and what to do."""


def fetch_mail(written: str, take: Callable[[bytes], None]) -> int:
    """Hand each unread e-mail to `take`, then mark it as read; return how many there were.

    One that `take` raises for stays unread, and those behind it for the next time.

    Raises:
        CannotFetch: no such server, mailbox or password, or nothing that is encrypted.
    """
    server = _server(written)
    try:
        box = _connected(server)
    except (OSError, imaplib.IMAP4.error) as problem:
        raise CannotFetch(f"The mailbox at {server.hostname} can't be reached: {problem}.") from problem
    try:
        return _fetch(box, server, take)
    except imaplib.IMAP4.error as problem:
        raise CannotFetch(f"The mailbox at {server.hostname} refuses: {problem}.") from problem
    except OSError as problem:
        raise CannotFetch(f"The mailbox at {server.hostname} broke off: {problem}.") from problem
    finally:
        try:
            box.logout()
        except (OSError, imaplib.IMAP4.error):
            box.shutdown()


def _fetch(box: imaplib.IMAP4, server: SplitResult, take: Callable[[bytes], None]) -> int:
    box.login(unquote(server.username or ""), unquote(server.password or ""))
    name = unquote(server.path.strip("/")) or "INBOX"
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    status, _ = box.select(f'"{quoted}"')
    if status != "OK":
        raise CannotFetch(f"There is no folder “{name}” in the mailbox; name one behind the server: imaps://…/INBOX.")
    _, found = box.uid("search", "UNSEEN", "SMALLER", str(MOST_BYTES))
    uids = (found[0] or b"").split()[:MOST] if found else []
    for uid in uids:
        # PEEK: it counts as read only once it has been taken in.
        _, answer = box.uid("fetch", uid.decode(), "(BODY.PEEK[])")
        raw = next((part[1] for part in answer if isinstance(part, tuple) and isinstance(part[1], bytes)), b"")
        if raw:
            take(raw)
        box.uid("store", uid.decode(), "+FLAGS", "(\\Seen)")
    return len(uids)


def _server(written: str) -> SplitResult:
    server = urlsplit(written)
    is_safe = server.scheme == "imaps" or (server.scheme == "imap" and server.hostname in LOOPBACK)
    if not server.hostname or not server.username or not is_safe:
        raise CannotFetch(
            "STEADYHAND_MAIL_IN is no mailbox; write imaps://user:password@mail.example/INBOX (plain imap only on this "
            "machine)."
        )
    return server


def _connected(server: SplitResult) -> imaplib.IMAP4:
    host = server.hostname or ""
    if server.scheme == "imap":
        return imaplib.IMAP4(host, server.port or 143, timeout=TIMEOUT_SECONDS)
    context = ssl.create_default_context()
    return imaplib.IMAP4_SSL(host, server.port or 993, ssl_context=context, timeout=TIMEOUT_SECONDS)
