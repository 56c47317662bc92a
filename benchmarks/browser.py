"""A browser small enough for benchmarks: keeps cookies, reads forms, sends them. One instance is one person."""

import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
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

    @property
    def is_acknowledged(self) -> bool:
        return self.status < HTTPStatus.BAD_REQUEST


@dataclass(slots=True)
class Form:
    """A form as it stands on a page: where it goes and what its fields hold."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    # What may be chosen in each select, apart from nothing.
    choices: dict[str, list[str]] = field(default_factory=dict)


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


def forms_on(page: str) -> list[Form]:
    """Return the forms of a page, with what their fields hold."""
    reader = _FormReader()
    reader.feed(page)
    return reader.forms


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(said.get("action", "")))
        if not self.forms:
            return
        form, name, value = self.forms[-1], said.get("name", ""), said.get("value", "")
        if tag == "select":
            self._select = name
            form.choices[name] = []
        elif tag == "option" and self._select:
            if value:
                form.choices[self._select].append(value)
            if "selected" in said or self._select not in form.fields:
                form.fields[self._select] = value
        elif tag in {"input", "textarea"} and name:
            is_choice = said.get("type") in {"checkbox", "radio"}
            if not is_choice or "checked" in said:
                form.fields[name] = value
            elif is_choice:
                form.choices.setdefault(name, []).append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
