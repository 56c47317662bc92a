"""Asks for pages: the real WSGI application in this process, or a real server over a connection that stays open."""

import http.client
import io
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from steadyhand.business.dealership.models import User
from steadyhand.shared import clock

# A machine that does other things at the same time makes everything slow; BENCH_CLOCK=cpu counts only our own work.
# With SQLite, which works in this process, that is nearly all there is.
CLOCK = time.process_time if os.environ.get("BENCH_CLOCK") == "cpu" else time.perf_counter


@dataclass(frozen=True, slots=True)
class Answer:
    """How a page answered: status, milliseconds, queries (None over a server) and bytes."""

    status: int
    milliseconds: float
    queries: int | None
    size: int


def session_of(user: User) -> str:
    """Sign somebody in as the sign-in page would, and return their cookie."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    cookie = SimpleCookie({settings.SESSION_COOKIE_NAME: str(session.session_key)})
    return cookie.output(header="").strip()


class InProcess:
    """The WSGI application as a server calls it, without a server."""

    def __init__(self) -> None:
        from steadyhand.config.wsgi import application  # noqa: PLC0415  # loads every page, by the settings of now

        self._application: Any = application

    def ask(self, address: str, cookie: str) -> Answer:
        place = urlsplit(address)
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": place.path,
            "QUERY_STRING": place.query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": cookie,
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
        }
        statuses: list[str] = []
        with _counting() as counted:
            began = CLOCK()
            body = self._application(environ, lambda status, _headers: statuses.append(status))
            size = sum(len(piece) for piece in body)
            # A server closes the answer when it is sent; the connection goes back to its pool then.
            body.close()
            taken = (CLOCK() - began) * 1000
        return Answer(int(statuses[0].split()[0]), taken, counted[0], size)


class OverServer:
    """A running server, asked as a browser asks."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, address: str, cookie: str) -> Answer:
        began = time.perf_counter()
        self._connection.request("GET", address, headers={"Host": "localhost", "Cookie": cookie})
        response = self._connection.getresponse()
        size = len(response.read())
        return Answer(response.status, (time.perf_counter() - began) * 1000, None, size)


def stand_still(now: datetime) -> None:
    """Let every page believe that it is `now`: a working day's noon, whenever this runs."""
    asked = clock.read_clock

    def noon() -> datetime:
        return now

    for module in list(sys.modules.values()):
        if getattr(module, "read_clock", None) is asked:
            module.read_clock = noon  # type: ignore[attr-defined]


@contextmanager
def _counting() -> Iterator[list[int]]:
    counted = [0]

    def count(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: FBT001  # Django's
        counted[0] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield counted
