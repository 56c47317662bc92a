"""One queue in one database: its jobs put, its workers started, watched until all is done, and stopped."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

import click

LONGEST_SECONDS = 600.0
LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Pace:
    """How many jobs a second were put and done."""

    put: float
    done: float


@dataclass(frozen=True, slots=True)
class Leg:
    """A queue by name, the command that runs it, and where its database is."""

    name: str
    command: Sequence[str]
    environment: dict[str, str]
    processes: int = 2
    threads: int = 1
    extra: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: object) -> Any:
        """Run one step and return what it printed."""
        step = [*self.command, *(str(each) for each in arguments)]
        done = subprocess.run(step, env=self._environment(), check=False, capture_output=True, text=True)  # noqa: S603
        if done.returncode:
            raise click.ClickException(f"{self.name}, {arguments[0]}:\n{done.stderr[-2000:]}")
        return json.loads(done.stdout) if done.stdout.strip() else None

    def pace(self, count: int) -> Pace:
        """Put so many jobs, have them done, and return how fast both went."""
        self._forget()
        put_seconds = self.run("put", count)
        with self.workers():
            self._wait_for(count)
        return Pace(count / put_seconds, self._rate())

    def lateness(self, count: int, *, ahead: int, over: int) -> list[float]:
        """Put timers while workers wait; return how many seconds late each fired."""
        self._forget()
        with self.workers():
            self.run("time", count, ahead, over)
            self._wait_for(count)
        return [at - due for due, at in self._ask("SELECT due_at, done_at FROM bench_effect")]

    @contextmanager
    def workers(self) -> Iterator[None]:
        """Have two workers: processes of their own, ended when whatever is watched is over."""
        children = [
            subprocess.Popen(  # noqa: S603  # ours
                [*self.command, "work", str(self.threads)],
                env=self._environment(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            for _ in range(self.processes)
        ]
        try:
            yield
        finally:
            for child in children:
                child.send_signal(signal.SIGTERM)
            for child in children:
                try:
                    child.wait(15)
                except subprocess.TimeoutExpired:
                    child.kill()
                    child.wait()

    def _environment(self) -> dict[str, str]:
        return {**os.environ, **self.environment, **self.extra}

    def _wait_for(self, count: int) -> None:
        ends = time.monotonic() + LONGEST_SECONDS
        while (done := self._ask("SELECT count(*) FROM bench_effect")[0][0]) < count:
            if time.monotonic() > ends:
                raise click.ClickException(f"{self.name}: {done} of {count} jobs done in {LONGEST_SECONDS:.0f} s")
            time.sleep(LOOK_SECONDS)

    def _rate(self) -> float:
        """Return how many jobs a second were done once every worker was at it, so that nobody's start counts."""
        rows = self._ask("SELECT worker, done_at FROM bench_effect")
        first: dict[int, float] = {}
        for worker, at in rows:
            first[worker] = min(at, first.get(worker, at))
        began, ended = max(first.values()), max(at for _, at in rows)
        return sum(at > began for _, at in rows) / max(ended - began, 1e-9)

    def _forget(self) -> None:
        for table in ("bench_effect", "bench_record", "bench_put"):
            self._ask(f"DELETE FROM {table}")  # noqa: S608  # names of ours

    def _ask(self, statement: str) -> list[Any]:
        url = self.environment["DATABASE_URL"]
        if url.startswith("sqlite"):
            import pysqlite3 as sqlite3  # noqa: PLC0415  # the same library as the workers'

            database = sqlite3.connect(url.removeprefix("sqlite:///"), timeout=30, isolation_level=None)
        else:
            import psycopg  # noqa: PLC0415  # not needed for SQLite

            database = psycopg.connect(url, autocommit=True)
        with closing(database):
            cursor = database.cursor()
            cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []
