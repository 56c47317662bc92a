"""A browser small enough for benchmarks: keeps cookies and sends forms. One instance is one person."""

import http.client
from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

PATIENCE_SECONDS = 30.0


class NoAnswer(Exception):
    """The answer never came whole: nobody can say whether the server did what was asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said, read to its end."""

    status: int
    location: str
    text: str


class Browser:
    """Somebody at a page. Every request opens a connection of its own, as after a restart of the server."""

    def __init__(self, address: str) -> None:
        place = urlsplit(address)
        self._host, self._port = place.hostname or "127.0.0.1", place.port or 80
        self._cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, fields: dict[str, Any]) -> Answer:
        fields = {"csrfmiddlewaretoken": self._cookies.get("csrftoken", "")} | fields
        return self._ask("POST", path, urlencode(fields, doseq=True))

    def sign_in(self, email: str, password: str) -> bool:
        """Sign in and say whether that worked."""
        self.get("/sign-in/")
        answer = self.post("/sign-in/", {"email": email, "password": password})
        return answer.status == HTTPStatus.FOUND and "sessionid" in self._cookies

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=PATIENCE_SECONDS)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://{self._host}"}
        try:
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as problem:
            raise NoAnswer(f"{method} {path}: {problem or type(problem).__name__}") from problem
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie", []):
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return Answer(response.status, response.headers.get("Location", ""), text)
