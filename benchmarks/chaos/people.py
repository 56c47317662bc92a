"""People at work when the lights go out: what each of them sent, and whether they read an answer."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from benchmarks.browser import Browser, NoAnswer

CALL_PAGE = r"/calls/[0-9a-f-]{36}/"


@dataclass(slots=True)
class Sending:
    """A form that somebody sent. `token` is found again in what it makes; `key` makes it count once."""

    kind: str
    browser: Browser
    path: str
    fields: dict[str, str]
    token: str
    key: str
    # Where somebody is led who has done it; led anywhere else, they were told no.
    leads_to: str
    visit_id: UUID | None = None
    is_acknowledged: bool = False
    # The server answered, and said no.
    refusal: str = ""

    def send(self) -> None:
        """Send it and note what came back.

        Raises:
            NoAnswer: nothing did.
        """
        answer = self.browser.post(self.path, self.fields)
        self.is_acknowledged = re.fullmatch(self.leads_to, answer.location) is not None
        self.refusal = "" if self.is_acknowledged else f"{self.kind} answered {answer.status} {answer.location}"


@dataclass(slots=True)
class Person:
    """Somebody who goes on sending until the server is gone."""

    work: Iterator[Sending]
    sent: list[Sending] = field(default_factory=list)
    is_at_it: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    @property
    def answered(self) -> int:
        return sum(sending.is_acknowledged for sending in self.sent)

    def begin(self) -> None:
        self._thread = threading.Thread(target=self._go_on, daemon=True)
        self._thread.start()

    def stop(self) -> list[Sending]:
        """Wait until they notice; return what they sent."""
        if self._thread is not None:
            self._thread.join()
        return self.sent

    def _go_on(self) -> None:
        for sending in self.work:
            self.sent.append(sending)
            self.is_at_it.set()
            try:
                sending.send()
            except NoAnswer:
                return


def calls_by(browser: Browser, machines: list[tuple[UUID, UUID]], token: str) -> Iterator[Sending]:
    """Yield calls without end, each about another machine (customer and machine)."""
    number = 0
    while True:
        customer_id, machine_id = machines[number % len(machines)]
        number += 1
        key, said = str(uuid4()), f"{token}-{number}"
        fields = {
            "form_key": key,
            "customer": str(customer_id),
            "machine": str(machine_id),
            "caller_name": "Grace Chen",
            "problem": said,
            "urgency": "normal",
            "call_type": "corrective",
        }
        yield Sending("call", browser, "/calls/new/", fields, said, key, CALL_PAGE)


@dataclass(frozen=True, slots=True)
class OnSite:
    """A visit at which somebody stands, ready to be closed."""

    visit_id: UUID
    version: int
    meter_id: UUID
    shown: int
    correction_id: UUID


def closings_by(browser: Browser, visits: list[OnSite], token: str) -> Iterator[Sending]:
    """Yield a closing for each visit, which is taken off the list."""
    number = 0
    while visits:
        visit = visits.pop()
        number += 1
        key, said = str(uuid4()), f"{token}-{number}"
        fields = {
            "form_key": key,
            "version": str(visit.version),
            "outcome": "done",
            "fix": "else",
            "correction_code": str(visit.correction_id),
            "told_customer": said,
            f"meter-{visit.meter_id}": str(visit.shown),
        }
        page = f"/visits/{visit.visit_id}"
        yield Sending("closing", browser, f"{page}/close/", fields, said, key, f"{page}/closed/", visit.visit_id)
