"""One database's share: rounds of work, kill -9, start, look. Prints a table; the last line is a JSON document."""

import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

import click

from benchmarks.browser import NoAnswer
from benchmarks.chaos.people import OnSite, Person, Sending, calls_by, closings_by
from benchmarks.chaos.server import STEADYHAND, NotThere, Server, kill_tree, start
from steadyhand.commands.application import wake
from steadyhand.commands.run.ports import choose_port

KINDS = ("call-taking", "closing", "import")
VISITS_EACH = 6
SEED = 9
MOST_SHOWN = 20
# Throwing away what a dead import left takes seconds; longer than this something is wrong.
PATIENCE = 90.0


@dataclass(slots=True)
class Tally:
    """What came of the rounds of one kind."""

    kills: int = 0
    sent: int = 0
    acknowledged: int = 0
    # Nobody read an answer, and it was there all the same.
    there_unanswered: int = 0
    landed_before_kill: int = 0
    cut_while_arriving: int = 0
    faults: list[str] = field(default_factory=list)


class Leg:
    """Chaos on the database that this process was started for."""

    def __init__(self, folder: Path, kills: int, port: int) -> None:
        from benchmarks.chaos.story import Story  # noqa: PLC0415  # tables need the application awake
        from steadyhand.shared.clock import read_clock  # noqa: PLC0415

        self.folder, self.kills, self.random = folder, kills, Random(SEED)  # noqa: S311  # repeatable, no secret
        self.story, self.server = Story(), Server(folder / "server.txt", port=port)
        self.since = read_clock()
        self.tallies = {kind: Tally() for kind in KINDS}
        self._ready: dict[str, list[OnSite]] = {}
        self._import_seconds = 0.0

    def run(self) -> None:
        """Go through all rounds; the server is gone afterwards whatever happens."""
        from benchmarks.chaos.verdicts import database_faults  # noqa: PLC0415

        try:
            self.server.start()
            self._prepare_people()
            self._import_seconds = self._one_import("Z", kill_after=None)
            for number in range(self.kills):
                kind = KINDS[number % len(KINDS)]
                if kind == "import":
                    self._import_round(number)
                else:
                    self._people_round(kind, number)
            self.tallies["import"].faults += database_faults()
        finally:
            self.server.kill()

    def _prepare_people(self) -> None:
        from benchmarks.chaos.story import DISPATCHER, TECHNICIANS  # noqa: PLC0415

        self.desk = [self.story.signed_in(DISPATCHER, self.server.address) for _ in range(3)]
        self.field = {name: self.story.signed_in(name, self.server.address) for name in TECHNICIANS}

    def _people_round(self, kind: str, number: int) -> None:
        """Let people work, kill everything, start it, look, send again what nobody heard of, look again."""
        people = self._callers(number) if kind == "call-taking" else self._closers(number)
        for person in people:
            person.begin()
        for person in people:
            person.is_at_it.wait(5)
        self._wait_for_some_answers(people)
        self.server.kill()
        sent = [sending for person in people for sending in person.stop()]
        self._judge(kind, sent)

    def _wait_for_some_answers(self, people: list[Person]) -> None:
        """Let a few forms be answered and a moment pass: killed at once, nobody would have been promised anything."""
        wanted, deadline = self.random.randrange(0, 8), time.monotonic() + 3
        while sum(person.answered for person in people) < wanted and time.monotonic() < deadline:
            time.sleep(0.002)
        time.sleep(self.random.uniform(0.0, 0.1))

    def _callers(self, number: int) -> list[Person]:
        return [
            Person(calls_by(browser, self.story.machines, f"chaos {number}-{index}"))
            for index, browser in enumerate(self.desk)
        ]

    def _closers(self, number: int) -> list[Person]:
        from steadyhand.shared.clock import read_clock  # noqa: PLC0415

        people = []
        for index, (name, browser) in enumerate(self.field.items()):
            ready = self._ready.setdefault(name, [])
            ready += self.story.visits_on_site(name, VISITS_EACH - len(ready), now=read_clock())
            people.append(Person(closings_by(browser, ready, f"chaos {number}-{index}")))
        return people

    def _judge(self, kind: str, sent: list[Sending]) -> None:
        from benchmarks.chaos.verdicts import half_done  # noqa: PLC0415

        tally = self.tallies[kind]
        tally.kills += 1
        tally.sent += len(sent)
        tally.acknowledged += sum(sending.is_acknowledged for sending in sent)
        tally.faults += [f"refused: {sending.refusal}" for sending in sent if sending.refusal]
        self.server.start()
        tally.faults += self._wrong_with(sent, all_were_answered=False)
        unheard = [sending for sending in sent if not sending.is_acknowledged]
        tally.there_unanswered += sum(_is_kept(sending) for sending in unheard)
        # What was heard of is sent again too, as by a second click: it must change nothing.
        for sending in [*unheard, *sent[-2:]]:
            try:
                sending.send()
            except NoAnswer as problem:
                tally.faults.append(f"“{sending.token}” can't be sent again: {problem}")
            if sending.refusal:
                tally.faults.append(f"“{sending.token}” sent again is refused: {sending.refusal}")
        tally.faults += self._wrong_with(sent, all_were_answered=True)
        tally.faults += half_done(self.story.tenant_id, since=self.since)

    def _wrong_with(self, sent: list[Sending], *, all_were_answered: bool) -> list[str]:
        from benchmarks.chaos.verdicts import wrong_with  # noqa: PLC0415

        return wrong_with(sent, tenant_id=self.story.tenant_id, since=self.since, all_were_answered=all_were_answered)

    def _import_round(self, number: int) -> None:
        """Kill an import and, every other time, the server with it while calls are being taken."""
        from benchmarks.chaos.verdicts import half_done, left_by_dead_imports  # noqa: PLC0415

        prefix = f"K{number}-"
        with_server = number % 2 == 0
        people = self._callers(number)[:1] if with_server else []
        for person in people:
            person.begin()
        self._one_import(prefix, kill_after=self.random.uniform(0.35, 1.25) * self._import_seconds)
        if with_server:
            self.server.kill()
            self._judge("import", [sending for person in people for sending in person.stop()])
            self.tallies["import"].kills -= 1
        tally = self.tallies["import"]
        tally.kills += 1
        self._count_what_is_seen(prefix, tally)
        self._let_lease_run_out()
        self._one_import(prefix, kill_after=None)
        tally.faults += half_done(self.story.tenant_id, since=self.since) + left_by_dead_imports(self.story.tenant_id)

    def _count_what_is_seen(self, prefix: str, tally: Tally) -> None:
        """After a kill an import is all there or not at all."""
        from benchmarks.chaos.verdicts import visible_of_import  # noqa: PLC0415
        from steadyhand.shared.models import Batch  # noqa: PLC0415

        if seen := visible_of_import(self.story.tenant_id, prefix):
            tally.landed_before_kill += 1
            if seen != _whole_import():
                tally.faults.append(f"import {prefix} is half visible: {seen}")
        elif Batch.objects.of(self.story.tenant_id).filter(landed_at__isnull=True).exists():
            tally.cut_while_arriving += 1

    def _one_import(self, prefix: str, *, kill_after: float | None) -> float:
        """Import files, or kill the import after so many seconds; return how long it took."""
        from benchmarks.chaos.story import write_import_files  # noqa: PLC0415
        from benchmarks.chaos.verdicts import visible_of_import  # noqa: PLC0415
        from steadyhand.shared.clock import read_clock  # noqa: PLC0415

        folder, said = self.folder / prefix, self.folder / "import.txt"
        if not folder.exists():
            write_import_files(folder, prefix, now=read_clock())
        files = [str(path) for path in sorted(folder.glob("*.csv"))]
        began = time.monotonic()
        process = self._begin_import(said, files)
        if kill_after is not None:
            time.sleep(kill_after)
            kill_tree(process)
            return kill_after
        # The jobs may be at what the dead import left; told to wait, one waits.
        while process.wait() and " is under way. Wait." in said.read_text() and time.monotonic() - began < PATIENCE:
            time.sleep(0.3)
            process = self._begin_import(said, files)
        seen = visible_of_import(self.story.tenant_id, prefix)
        if process.returncode or seen != _whole_import():
            self.tallies["import"].faults.append(f"import {prefix} run again left {seen}: {said.read_text()[-600:]}")
        return time.monotonic() - began

    def _begin_import(self, said: Path, files: list[str]) -> "subprocess.Popen[bytes]":
        with said.open("w") as file:
            return start([*STEADYHAND, "import", "--land", *files], file.fileno())

    def _let_lease_run_out(self) -> None:
        """Do as if a minute had gone by, after which a dead import is noticed."""
        from steadyhand.imports.models import ImportRun  # noqa: PLC0415
        from steadyhand.shared.clock import read_clock  # noqa: PLC0415

        held = ImportRun.objects.of(self.story.tenant_id).filter(leased_until__isnull=False)
        held.update(leased_until=read_clock() - timedelta(seconds=1))


def _whole_import() -> dict[str, int]:
    from benchmarks.chaos.story import CALLS, CUSTOMERS  # noqa: PLC0415

    return {"customer": CUSTOMERS, "machine": CUSTOMERS, "call": CALLS}


def _is_kept(sending: Sending) -> bool:
    from steadyhand.shared.models import KeptAnswer  # noqa: PLC0415

    return KeptAnswer.objects.filter(form_key=sending.key).exists()


def main(folder: str, kills: str, first_port: str) -> int:
    wake()
    # The same port each time, so that nobody who goes on sending meets another server there.
    leg = Leg(Path(folder), int(kills), choose_port("127.0.0.1", wanted=int(first_port), is_fixed=False))
    try:
        leg.run()
    except NotThere as problem:
        leg.tallies["import"].faults.append(str(problem))
    row = "{:<12} {:>6} {:>7} {:>13} {:>17} {:>19} {:>7}"
    headings = ("killed in", "kills", "sent", "acknowledged", "there unanswered", "landed / arriving", "faults")
    click.echo(row.format(*headings))
    for kind, tally in leg.tallies.items():
        cut = f"{tally.landed_before_kill} / {tally.cut_while_arriving}" if kind == "import" else ""
        click.echo(
            row.format(
                kind, tally.kills, tally.sent, tally.acknowledged, tally.there_unanswered, cut, len(tally.faults)
            )
        )
    for kind, tally in leg.tallies.items():
        for fault, times in Counter(tally.faults).most_common(MOST_SHOWN):
            click.echo(f"  FAULT in {kind}, {times} ×: {fault}")
    faults = sum(len(tally.faults) for tally in leg.tallies.values())
    kills_done = sum(tally.kills for tally in leg.tallies.values())
    sent = sum(tally.sent for tally in leg.tallies.values())
    click.echo(json.dumps({"kills": kills_done, "sent": sent, "faults": faults}))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
