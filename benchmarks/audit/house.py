"""The demo dealership behind a real server, and the addresses and cookies with which its people use it."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Two years of a dealership are made first, on a machine that may be busy.
PATIENCE_SECONDS = 1_800.0
SHOWN = 1_500


class CannotAudit(Exception):
    """There is nothing to look at; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A page to look at: its name, where it is, who looks (empty: nobody signed in), and how it is to answer."""

    name: str
    path: str
    role: str
    cookie: str
    status: int = 200


@dataclass(frozen=True, slots=True)
class House:
    """Where the server is, every page of the application, and those that make up a visit."""

    address: str
    pages: tuple[Sight, ...]
    visit: tuple[Sight, ...]


@contextmanager
def open_house() -> Iterator[House]:
    """Start the demo in a home of its own (AUDIT_HOME keeps one), and find what there is to see."""
    with tempfile.TemporaryDirectory(prefix="audit-pages-") as folder:
        home = Path(os.environ.get("AUDIT_HOME") or folder).resolve()
        home.mkdir(parents=True, exist_ok=True)
        os.environ |= {
            "STEADYHAND_HOME": str(home),
            "DATABASE_URL": f"sqlite:///{home / 'steadyhand.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "steadyhand.config.settings",
            "STEADYHAND_LOG_LEVEL": "ERROR",
            # The browser's driver keeps an event loop in this thread; queries would be taken for ones made inside it.
            "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        }
        said = home / "audit.log"
        with said.open("w") as file:
            server = subprocess.Popen(  # noqa: S603  # our own words
                [sys.executable, "-m", "steadyhand.commands.main", "run", "--demo", "--port", str(_free_port())],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            address = _wait_until_ready(server, said)
            yield _look_around(address, home)
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=60)


def _wait_until_ready(server: "subprocess.Popen[bytes]", said: Path) -> str:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        words = said.read_text()
        if "ready at " in words:
            return words.split("ready at ", 1)[1].split()[0].rstrip("/")
        time.sleep(0.2)
    raise CannotAudit(f"The demo did not start: {said.read_text()[-SHOWN:]}")


def _look_around(address: str, home: Path) -> House:
    import django  # noqa: PLC0415  # from here on the settings are read

    django.setup()
    from benchmarks.asking import session_of  # noqa: PLC0415
    from benchmarks.pages_walk import Rows, all_pages  # noqa: PLC0415
    from steadyhand.business.dealership.rules import Role  # noqa: PLC0415
    from steadyhand.business.dealership.running import all_firms  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    rows = Rows(all_firms()[0].id, now=read_clock(), seed=7)
    try:
        cookies = {role: session_of(rows.user(role)) for role in Role}
    except LookupError as reason:
        raise CannotAudit(f"The demo in {home} is of another day ({reason}): remove that folder.") from reason
    pages = [Sight("nowhere", "/nowhere/", "nobody", "", status=404)]
    pages += [Sight("shut", "/people/", Role.TECHNICIAN.label, cookies[Role.TECHNICIAN], status=403)]
    for page in all_pages():
        found = rows.addresses(page, 1)
        who = page.role.label if page.role else "nobody"
        pages += [Sight(page.name, path, who, cookies[page.role] if page.role else "") for path in found]
    return House(address, tuple(pages), tuple(_visit(rows, session_of)))


def _visit(rows: Any, session_of: Any) -> Iterator[Sight]:
    """Yield what a technician and a customer see of a visit, from the morning until it is closed."""
    from django.urls import reverse  # noqa: PLC0415

    from benchmarks.pages_walk import all_pages  # noqa: PLC0415
    from steadyhand.business.calls.models import Visit  # noqa: PLC0415
    from steadyhand.business.calls.rules import VisitState  # noqa: PLC0415
    from steadyhand.business.dealership.rules import Role  # noqa: PLC0415

    visits = Visit.objects.of(rows.tenant_id).select_related("technician__user")
    there = visits.filter(state=VisitState.ON_SITE, technician__user__is_active=True).order_by("-arrived_at").first()
    if there is None:
        raise CannotAudit("Nobody is at a customer's in this demo: make it anew.")
    mine = visits.filter(technician=there.technician)
    planned = mine.filter(state=VisitState.PLANNED).order_by("planned_for").first() or there
    done = mine.filter(state=VisitState.DONE).order_by("-finished_at").first() or there
    who, cookie = Role.TECHNICIAN.label, session_of(there.technician.user)
    yield Sight("sign-in", reverse("sign-in"), "nobody", "")
    yield Sight("technician-day", reverse("technician-day"), who, cookie)
    yield Sight("visit-brief, planned", reverse("visit-brief", args=[planned.id]), who, cookie)
    yield Sight("visit-brief, on site", reverse("visit-brief", args=[there.id]), who, cookie)
    for name in ("visit-times", "visit-files", "visit-close"):
        yield Sight(name, reverse(name, args=[there.id]), who, cookie)
    yield Sight("visit-closed", reverse("visit-closed", args=[done.id]), who, cookie)
    if there.call.machine_id:
        yield Sight("machine", reverse("machine", args=[there.call.machine_id]), who, cookie)
    if there.call.customer_id:
        yield Sight("customer", reverse("customer", args=[there.call.customer_id]), who, cookie)
    yield Sight("account", reverse("account"), who, cookie)
    by_link = next(page for page in all_pages() if page.name == "customer-call")
    yield Sight("customer-call", rows.addresses(by_link, 1)[0], "the customer", "")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
