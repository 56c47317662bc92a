"""Letters as channels get them, and the other side of the line: servers on this machine that keep what they hear."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.builders.record import a_dealership

from steadyhand.shared.outbox.channels import Letter


def a_letter(**facts: Any) -> Letter:
    facts = {
        "key": "alert:1:sms",
        "tenant_id": facts.pop("tenant_id", None) or a_dealership().id,
        "recipient": "(614) 555-0142",
        "recipient_name": "Bruno Salas",
        "subject": "Call 10023",
        "text": "Grüße: a call came in.\nhttp://localhost/a/1/",
    } | facts
    return Letter(**facts)


class Heard:
    """What a server was told, and what it answers."""

    def __init__(self, answers: list[Any]) -> None:
        self.answers = answers
        self.requests: list[dict[str, Any]] = []
        self.port = 0


@contextmanager
def a_gateway(*answers: tuple[int, str]) -> Iterator[Heard]:
    """Run a text message gateway that answers so, in order."""
    heard = Heard(list(answers))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            is_json = "json" in self.headers["Content-Type"]
            content = json.loads(body) if is_json else None
            heard.requests.append({"path": self.path, "headers": dict(self.headers), "json": content, "body": body})
            status, said = heard.answers.pop(0)
            self.send_response(status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(said.encode())

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with _served(ThreadingHTTPServer(("127.0.0.1", 0), Handler), heard):
        yield heard


@contextmanager
def a_mail_server(**replies: str) -> Iterator[Heard]:
    """Run a mail server; `replies` are its answers to commands where they aren't plain consent: rcpt="550 Nobody"."""
    heard = Heard([])

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 ready")
            while line := self.rfile.readline().decode().strip():
                word = line.split(maxsplit=1)[0].lower()
                if word == "data":
                    self._say("354 go on")
                    lines = []
                    while (text := self.rfile.readline().decode().rstrip("\r\n")) != ".":
                        lines.append(text)
                    heard.requests.append({"mail": "\n".join(lines)})
                    self._say(replies.get("accepts", "250 taken"))
                else:
                    self._say(replies.get(word, "221 bye" if word == "quit" else "250 yes"))
                    if word == "quit":
                        return

        def _say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

    with _served(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler), heard):
        yield heard


@contextmanager
def _served(server: socketserver.TCPServer, heard: Heard) -> Iterator[None]:
    heard.port = int(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
