"""How do we speak to an address that somebody typed? To the one that was looked at, never to what is inside a house.

Who may type an address could otherwise have this server ask its neighbours for them: databases, printers, the machine's
own description in a cloud. So a name is resolved once, every address behind it must be a public one, and the connection
goes to exactly that address. Redirects are not followed, and nothing may take long or answer at length.
"""

import ipaddress
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from django.conf import settings

# To connect, and for each piece of an answer.
TIMEOUT_SECONDS = 10.0
# All of it, however slowly somebody drips.
PATIENCE_SECONDS = 20.0
MOST_ANSWER_BYTES = 10_000
# Ways to write an IPv4 address as one of IPv6: what is behind them isn't looked through.
_TUNNELS = tuple(ipaddress.IPv6Network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))


class NotAllowed(Exception):
    """Nothing was said to this address, and nothing will be: the message says why."""


class NotReached(Exception):
    """Nobody answered in time; the message says how far it went."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said, as much of it as anybody reads."""

    status: int
    text: str


class _ToThis(HTTPConnection):
    """A connection to an address that was looked at, under the name that was typed."""

    def __init__(self, host: str, port: int, at: str, *, is_secret: bool) -> None:
        super().__init__(host, port, timeout=TIMEOUT_SECONDS)
        self._at, self._is_secret = at, is_secret
        # By which the name is left out of `Host` where it is the usual one.
        self.default_port = HTTPSConnection.default_port if is_secret else HTTPConnection.default_port

    def connect(self) -> None:
        self.sock = socket.create_connection((self._at, self.port), timeout=TIMEOUT_SECONDS)
        if self._is_secret:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def post(address: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Send something to an address on the internet, or on this machine where settings.REACHES_ITSELF says so.

    Raises:
        NotAllowed: it isn't https, or leads to no public address.
        NotReached: there is no such name, nobody answers, or not in time.
    """
    parts = urlsplit(address)
    host, is_secret = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if is_secret else 80)
    at = _looked_at(host, port, is_secret=is_secret)
    connection = _ToThis(host, port, at, is_secret=is_secret)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    end = threading.Timer(PATIENCE_SECONDS, _break_off, [connection])
    end.start()
    try:
        connection.request("POST", path, body=body, headers=headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read(MOST_ANSWER_BYTES).decode(errors="replace"))
    except (OSError, HTTPException) as problem:
        raise NotReached(f"{host} can't be reached: {problem or type(problem).__name__}.") from problem
    finally:
        end.cancel()
        connection.close()


def _looked_at(host: str, port: int, *, is_secret: bool) -> str:
    """Return the address to connect to, of a name all of whose addresses may be spoken to."""
    addresses = [ipaddress.ip_address(each) for each in _resolved(host, port)]
    if settings.REACHES_ITSELF and all(each.is_loopback for each in addresses):
        return str(addresses[0])
    if not is_secret:
        raise NotAllowed(f"{host} would be told everything in the clear: only https goes out.")
    for each in addresses:
        if not is_public(each):
            raise NotAllowed(f"{host} leads to {each}, which is no address of the internet; nothing is sent there.")
    return str(addresses[0])


def _resolved(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise NotReached(f"There is no {host}: {problem}.") from problem
    return [str(each[4][0]).partition("%")[0] for each in found]


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Tell whether an address is the internet's: not of a house, a machine itself, a link, a group, a tunnel."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if any(address in net for net in _TUNNELS):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _break_off(connection: HTTPConnection) -> None:
    # Closed meanwhile, or not yet open: then its own timeout ends it.
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
