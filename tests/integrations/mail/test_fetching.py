"""The mailbox over IMAP: unread letters are handed over, then marked; nothing is said in the clear elsewhere."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from steadyhand.integrations.mail.fetching import CannotFetch, fetch_mail

LETTER = b"From: grace@chen.example\r\n\r\nThursday suits us.\r\n"


@contextmanager
def a_mailbox(*, password: str = "s3cret/") -> Iterator[tuple[int, list[str]]]:  # noqa: S107  # of no mailbox there is
    """Run an IMAP server with one unread letter; return its port and what it was told."""
    heard: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"* OK ready\r\n")
            while line := self.rfile.readline().decode().strip():
                tag, _, words = line.partition(" ")
                heard.append(words)
                self.wfile.write(self._answer(words) + f"{tag} {self._ends(words)}\r\n".encode())
                if words.lower().startswith("logout"):
                    return

        def _answer(self, words: str) -> bytes:
            if words.lower().startswith("uid search"):
                return b"* SEARCH 7\r\n"
            if words.lower().startswith("uid fetch"):
                return b"* 1 FETCH (UID 7 BODY[] {%d}\r\n%b)\r\n" % (len(LETTER), LETTER)
            return b"* CAPABILITY IMAP4rev1\r\n" if words.lower().startswith("capability") else b""

        def _ends(self, words: str) -> str:
            if words.lower().startswith("login") and password not in words:
                return "NO wrong password"
            return "OK done"

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield int(server.server_address[1]), heard
        finally:
            server.shutdown()
            thread.join()


def test_an_unread_letter_is_taken_whole_and_then_marked() -> None:
    taken: list[bytes] = []
    with a_mailbox() as (port, heard):
        assert fetch_mail(f"imap://service:s3cret%2F@127.0.0.1:{port}/INBOX", taken.append) == 1

    assert taken == [LETTER]
    assert [each for each in heard if "+FLAGS" in each] == ["UID STORE 7 +FLAGS (\\Seen)"]


def test_one_that_could_not_be_kept_stays_unread() -> None:
    def fail(_: bytes) -> None:
        raise RuntimeError

    with a_mailbox() as (port, heard), pytest.raises(RuntimeError):
        fetch_mail(f"imap://service:s3cret%2F@127.0.0.1:{port}/INBOX", fail)

    assert not any("FLAGS" in each for each in heard)


def test_a_wrong_password_is_said() -> None:
    with a_mailbox() as (port, _), pytest.raises(CannotFetch, match="refuses"):
        fetch_mail(f"imap://service:wrong@127.0.0.1:{port}", lambda _: None)


@pytest.mark.parametrize("written", ["mail.example", "imap://user:pw@mail.example", "imaps://mail.example"])
def test_what_is_no_mailbox_or_not_encrypted_is_said(written: str) -> None:
    with pytest.raises(CannotFetch, match="write imaps://"):
        fetch_mail(written, lambda _: None)
