"""How is a map's server asked? At the address that an administrator set, with a short patience, and nobody else."""

import ipaddress
import json
import socket
from collections.abc import Iterator, Sequence
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, NoReturn
from urllib.parse import SplitResult, urlsplit

from steadyhand.business.dispatch.travel.maps import MapSilent
from steadyhand.integrations.outward import is_public

# For each answer: a table of 50 × 50 takes a server well below one second.
TIMEOUT_SECONDS = 10
# 50 × 50 drives with lengths are some 50 kB.
MOST_ANSWER_BYTES = 5_000_000
# What both servers take by default: OSRM 100 places in a table, Valhalla 2,500 pairs.
AT_ONCE = 50
SET_IT = "Correct STEADYHAND_MAPS (docs/operate/settings.md)."


class MapRefused(Exception):
    """The server answered, and says that it won't: its own code and words."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


class MapServer:
    """A server's address, and one connection to it for a few questions in a row."""

    def __init__(self, name: str, address: str) -> None:
        self._name = name
        self._at = urlsplit(address)
        self.host = self._at.hostname or ""

    def open(self) -> HTTPConnection:
        """Return a connection, not yet made.

        Raises:
            MapSilent: the address is none, or customers' places would cross the internet in the clear.
        """
        try:
            port = self._at.port
        except ValueError:
            port = 0
        if self._at.scheme not in ("http", "https") or not self.host or port == 0:
            raise MapSilent(f"{self._shown()} is no address of a server. {SET_IT}")
        if self._at.scheme == "https":
            return HTTPSConnection(self.host, port, timeout=TIMEOUT_SECONDS)
        if any(is_public(each) for each in self._addresses()):
            raise MapSilent(
                f"{self.host} would be told customers' places in the clear: write https://, or a server in your house."
            )
        return HTTPConnection(self.host, port, timeout=TIMEOUT_SECONDS)

    def ask(self, connection: HTTPConnection, path: str, body: dict[str, Any] | None = None) -> Any:
        """Return the JSON that the server answers; a GET without a body.

        Raises:
            MapSilent: it can't be reached, or answers what can't be read.
            MapRefused: it answers that it won't.
        """
        headers = {"Content-Type": "application/json"} if body is not None else {}
        try:
            connection.request(
                "GET" if body is None else "POST",
                self._at.path.rstrip("/") + path,
                body=None if body is None else json.dumps(body).encode(),
                headers=headers,
            )
            answer = connection.getresponse()
            text = answer.read(MOST_ANSWER_BYTES + 1)
        except (OSError, HTTPException) as problem:
            raise MapSilent(
                f"{self.host} can't be reached ({problem or type(problem).__name__}): is the server running, and is "
                "this its address? STEADYHAND_MAPS names it."
            ) from problem
        if len(text) > MOST_ANSWER_BYTES:
            raise MapSilent(f"{self.host} answers endlessly; it seems to be no {self._name} server. {SET_IT}")
        return self._read(answer.status, text)

    def _read(self, status: int, text: bytes) -> Any:
        try:
            said = json.loads(text)
        except ValueError:
            said = None
        if status == 200 and isinstance(said, dict | list):  # noqa: PLR2004  # fine
            return said
        if isinstance(said, dict):
            code = said.get("code") or said.get("error_code") or status
            words = said.get("message") or said.get("error") or f"status {status}"
            raise MapRefused(str(code), f"{self.host} answers: {str(words)[:200]}")
        raise MapSilent(f"{self.host} answers {status} with what is no {self._name} server's answer. {SET_IT}")

    def unreadable(self) -> NoReturn:
        """Say that an answer has another shape than it should."""
        raise MapSilent(f"{self.host} answers in a way that isn't {self._name}'s. {SET_IT}")

    def _shown(self) -> str:
        # Without what may stand before an @, which is a password.
        return SplitResult(self._at.scheme, self.host, self._at.path, "", "").geturl() or "What is set"

    def _addresses(self) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
        try:
            found = socket.getaddrinfo(self.host, self._at.port or 80, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as problem:
            raise MapSilent(f"There is no {self.host} ({problem}). {SET_IT}") from problem
        return [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]


def in_blocks(rows: Sequence[Any], columns: Sequence[Any]) -> Iterator[tuple[slice, slice]]:
    """Return which rows and columns to ask for at once."""
    for row in range(0, len(rows), AT_ONCE):
        for column in range(0, len(columns), AT_ONCE):
            yield slice(row, row + AT_ONCE), slice(column, column + AT_ONCE)
