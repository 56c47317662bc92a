"""One database's share of kills among workers: needs noticed and answered, timers climbing, messages leaving.

Three processes of jobs and a web server; every few seconds one of the four, by chance, is killed and started anew,
while people notice needs and answer them. The clocks of needs are a minute here and the branches never close, so that
silence climbs all the while. At the end everything that was acknowledged must be there once, every timer set, every
message gone. Prints a table; the last line is a JSON document.
"""

import json
import os
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

import click

from benchmarks.browser import Browser, NoAnswer
from benchmarks.chaos.server import STEADYHAND, kill_tree, start
from steadyhand.commands.application import wake

SEED = 11
WORKERS = 3
BETWEEN_KILLS_SECONDS = 1.5
# A lease is that long, and a job may have been taken just before the last kill.
SETTLE_SECONDS = 150.0
PATIENCE_SECONDS = 60.0
MOST_SHOWN = 20
ALL_DAY = {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


@dataclass
class Sent:
    """What people sent: the words by which it is found again, and whether they read that it was kept."""

    needs: dict[str, bool] = field(default_factory=dict)
    answers: dict[str, bool] = field(default_factory=dict)


class Leg:
    """Kills among workers on the database that this process was started for."""

    def __init__(self, folder: Path, kills: int, port: int) -> None:
        self.folder, self.kills, self.port = folder, kills, port
        self.random = Random(SEED)  # noqa: S311  # repeatable, no secret
        self.address = f"http://127.0.0.1:{port}"
        self.sent = Sent()
        self.killed: Counter[str] = Counter()
        self._running: dict[str, Any] = {}
        self._stopping = threading.Event()

    def run(self) -> list[str]:
        """Kill so many times, let it settle, and return what isn't as it must be."""
        from steadyhand.commands.run.static_files import collect_when_changed  # noqa: PLC0415

        collect_when_changed()
        _never_close()
        for name in (*(f"worker {number}" for number in range(1, WORKERS + 1)), "server"):
            self._start(name)
        people = [
            threading.Thread(target=self._go_on, args=(who,), daemon=True) for who in (self._notice, self._answer)
        ]
        try:
            self._wait_for_server()
            for person in people:
                person.start()
            for _ in range(self.kills):
                time.sleep(BETWEEN_KILLS_SECONDS * (0.5 + self.random.random()))
                name = self.random.choice(list(self._running))
                kill_tree(self._running[name])
                self.killed[name.split()[0]] += 1
                self._start(name)
            self._stopping.set()
            for person in people:
                person.join(PATIENCE_SECONDS)
            _settle()
        finally:
            for process in self._running.values():
                kill_tree(process)
        return [*self._not_there(), *_broken(), *_doubled(Path(os.environ["STEADYHAND_HOME"]), self.kills)]

    def _start(self, name: str) -> None:
        server = [sys.executable, "-m", "granian", "steadyhand.config.wsgi:application", "--interface", "wsgi"]
        server += ["--host", "127.0.0.1", "--port", str(self.port), "--workers", "1", "--blocking-threads", "4"]
        command = [*server, "--no-ws", "--log-level", "error"] if name == "server" else [*STEADYHAND, "jobs"]
        with (self.folder / f"{name.replace(' ', '-')}.txt").open("a") as file:
            self._running[name] = start(command, file.fileno())

    def _wait_for_server(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            with suppress(NoAnswer):
                if Browser(self.address).get("/healthz").status == 200:  # noqa: PLR2004  # it is there
                    return
            time.sleep(0.2)
        raise RuntimeError(f"The server did not start: look into {self.folder}.")

    def _go_on(self, act: Callable[[Browser, int], None]) -> None:
        """Do something again and again; whoever loses the server signs in anew."""
        browser: Browser | None = None
        number = 0
        while not self._stopping.is_set():
            number += 1
            try:
                if browser is None:
                    browser = Browser(self.address)
                    who = "bruno" if act == self._notice else "elena"
                    if not browser.sign_in(f"{who}@lakeside.example", "show-me-around"):
                        browser = None
                        continue
                act(browser, number)
            except NoAnswer:
                browser = None
                time.sleep(0.2)

    def _notice(self, browser: Browser, number: int) -> None:
        words = f"seen-{number}-{uuid4().hex[:8]}"
        self.sent.needs[words] = False
        fields = {"form_key": str(uuid4()), "sort": "supplies", "leave": "asked", "words": words}
        path = f"/customers/{_a_customer()}/noticed/"
        for _ in range(2):  # a double click; the second may never be answered
            answer = browser.post(path, fields)
            self.sent.needs[words] = self.sent.needs[words] or answer.location == "/noticed/"

    def _answer(self, browser: Browser, number: int) -> None:
        found = re.findall(r'href="/followups/([0-9a-f-]{36})/"', browser.get("/followups/").text)
        if not found:
            time.sleep(0.2)
            return
        words = f"said-{number}-{uuid4().hex[:8]}"
        self.sent.answers[words] = False
        fields = {"do": "reached", "reached-form_key": str(uuid4()), "reached-channel": "phone", "reached-words": words}
        answer = browser.post(f"/followups/{found[number % len(found)]}/", fields)
        self.sent.answers[words] = bool(answer.location)

    def _not_there(self) -> list[str]:
        from steadyhand.business.followups.models import FollowUpEvent  # noqa: PLC0415
        from steadyhand.business.needs.models import Need  # noqa: PLC0415

        needs = Counter(Need.objects.filter(words__startswith="seen-").values_list("words", flat=True))
        said = Counter(
            FollowUpEvent.objects.filter(kind="contacted", words__startswith="said-").values_list("words", flat=True)
        )
        faults = [
            f"need {words} was acknowledged and is not there"
            for words, ok in self.sent.needs.items()
            if ok > needs[words]
        ]
        faults += [
            f"answer {words} was acknowledged and is not there"
            for words, ok in self.sent.answers.items()
            if ok > said[words]
        ]
        return faults + [f"{words} is there {times} times" for words, times in (needs + said).items() if times > 1]


_customers: list[UUID] = []


def _a_customer() -> UUID:
    return _customers[int.from_bytes(os.urandom(2)) % len(_customers)]


def _never_close() -> None:
    """Let branches be open day and night, and a need wait a minute for each of its answers."""
    from steadyhand.business.customers.models import Customer  # noqa: PLC0415
    from steadyhand.business.dealership.models import Calendar, RoleHeld, SettingValue, User  # noqa: PLC0415

    Calendar.objects.update(weekly=ALL_DAY, holidays_of="")
    bruno = User.objects.get(email="bruno@lakeside.example")
    branch_id = RoleHeld.objects.get(user=bruno).branch_id
    _customers.extend(Customer.objects.filter(branch_id=branch_id).values_list("id", flat=True)[:50])
    for clock in ("acknowledge", "contact", "resolution"):
        SettingValue.objects.create(tenant_id=bruno.tenant_id, key=f"followups.need_{clock}", value=1)


def _settle() -> None:
    """Wait until nothing is overdue: no job, no message."""
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415
    from steadyhand.shared.models import Job, OutgoingMessage  # noqa: PLC0415

    deadline = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < deadline:
        jobs = Job.objects.filter(state="open", due_at__lt=read_clock(), kind__startswith="followups.").exists()
        if not jobs and not OutgoingMessage.objects.filter(state="queued").exists():
            return
        time.sleep(1)


def _broken() -> list[str]:
    """Return what isn't as it was written or promised, and what nothing would wake."""
    from steadyhand.business.dealership.running import all_firms  # noqa: PLC0415
    from steadyhand.business.followups.checking import chain_broken, forgotten, standing_broken  # noqa: PLC0415
    from steadyhand.business.followups.models import FollowUpNews  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415
    from steadyhand.shared.models import Job, OutgoingMessage  # noqa: PLC0415

    faults = []
    for firm in all_firms():
        faults += [broken.what for broken in (*chain_broken(firm.id), *standing_broken(firm.id))]
        faults += [f"{followup_id} has lost its timer" for followup_id in forgotten(firm.id, now=read_clock())]
    keys = set(OutgoingMessage.objects.values_list("key", flat=True))
    told = FollowUpNews.objects.filter(how="at_once").values_list("id", flat=True)
    faults += [f"news {each} was to be told at once, and no message was written" for each in told
               if f"followup:{each.hex}" not in keys]  # fmt: skip
    faults += [
        f"{kind} was given up: {why}" for kind, why in Job.objects.filter(state="dead").values_list("kind", "problem")
    ]
    waiting = OutgoingMessage.objects.filter(state="queued").count()
    return faults + [f"{waiting} messages never left"] * bool(waiting)


def _doubled(home: Path, kills: int) -> list[str]:
    """Return what left the house more often than once for each kill; copies carry the key by which one sees them."""
    from steadyhand.shared.models import OutgoingMessage  # noqa: PLC0415

    left: Counter[str] = Counter()
    for path in (home / "outbox").glob("*.txt"):
        left.update(re.findall(r"^Key: (\S+)$", path.read_text(), re.MULTILINE))
    known = set(OutgoingMessage.objects.values_list("key", flat=True))
    doubled = sum(times - 1 for times in left.values())
    click.echo(f"{len(left):,} messages left, {doubled} of them twice")
    faults = [f"{doubled} messages left twice, at {kills} kills"] if doubled > kills else []
    faults += [f"message {key} left and is not known" for key in left if key not in known]
    gone = OutgoingMessage.objects.filter(state="sent").values_list("key", flat=True)
    return faults + [f"message {key} counts as sent and never left" for key in gone if key not in left]


def main(folder: str, kills: int, port: int) -> int:
    wake()
    from steadyhand.business.followups.models import FollowUp, FollowUpEvent  # noqa: PLC0415

    leg = Leg(Path(folder), kills, port)
    faults = leg.run()
    needs, answers = leg.sent.needs, leg.sent.answers
    climbed = FollowUpEvent.objects.filter(kind="escalated").count()
    click.echo(
        f"killed {', '.join(f'{name} {times}' for name, times in sorted(leg.killed.items()))}; "
        f"{len(needs):,} needs sent, {sum(needs.values()):,} acknowledged; {len(answers):,} answers, "
        f"{sum(answers.values()):,} acknowledged; {FollowUp.objects.count():,} follow-ups, {climbed:,} steps climbed"
    )
    if not (sum(needs.values()) and sum(answers.values()) and climbed):
        faults.append("nothing was acknowledged or nothing climbed, so nothing was tried")
    for fault in faults[:MOST_SHOWN]:
        click.echo(f"  FAULT: {fault}")
    click.echo(
        json.dumps({"kills": sum(leg.killed.values()), "sent": len(needs) + len(answers), "faults": len(faults)})
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
