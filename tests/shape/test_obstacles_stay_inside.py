"""What stops us is private to the company: nothing that a customer opens imports, includes or shows any of it."""

import ast
import re
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.builders import MONDAY, a_call, a_machine, a_site, a_technician, a_visit
from tests.builders.kept import a_house

from steadyhand.business.followups.telling import ANSWER
from steadyhand.business.obstacles.actions.ask_for_help import HELP_ASKED
from steadyhand.business.obstacles.actions.raise_obstacle import Stopped, raise_obstacle
from steadyhand.business.obstacles.models import Obstacle
from steadyhand.business.obstacles.rules import Effect, Sort
from steadyhand.flows.visit.customer_link import make_customer_link
from steadyhand.pages.common.doors import door_of
from steadyhand.shared.clock import read_clock

SRC = Path(__file__).resolve().parents[2] / "src"
TEMPLATES = SRC / "steadyhand/pages/templates"
# Links that are sent to people of the house. Any other is taken for a customer's.
STAFF_LINKS = {ANSWER, HELP_ASKED, "on-call-alert", "invitation", "set-up"}
MARKER = "Zanzibar-7Q: nobody helps with this fault"
NAMED = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""")


def file_of(module: str) -> Path | None:
    path = SRC / Path(*module.split("."))
    found = (path.with_suffix(".py"), path / "__init__.py")
    return next((each for each in found if each.is_file()), None)


@cache
def imports_of(module: str) -> frozenset[str]:
    """Return what a module of ours imports, also inside functions, with the packages that this loads."""
    path = file_of(module)
    assert path is not None
    named: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            named |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            named |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    packages = {name.rsplit(".", depth)[0] for name in named for depth in range(1, name.count(".") + 1)}
    return frozenset(name for name in named | packages if name.startswith("steadyhand") and file_of(name))


def reached_from(modules: set[str]) -> set[str]:
    """Return everything that these modules load, however far down."""
    reached, to_read = set(modules), list(modules)
    while to_read:
        new = imports_of(to_read.pop()) - reached
        reached |= new
        to_read.extend(new)
    return reached


def patterns(resolver: URLResolver | None = None) -> list[URLPattern]:
    found: list[URLPattern] = []
    for each in (resolver or get_resolver()).url_patterns:
        found += patterns(each) if isinstance(each, URLResolver) else [each]
    return found


def customers_modules() -> set[str]:
    folder = SRC / "steadyhand/pages/customer"
    pages = {f"steadyhand.pages.customer.{path.stem}" for path in folder.glob("*.py") if path.stem != "__init__"}
    by_link = {
        each.callback.__module__
        for each in patterns()
        if (door := door_of(each.callback)) and door.link_purpose and door.link_purpose not in STAFF_LINKS
    }
    return pages | by_link


def test_nothing_that_a_customer_opens_reaches_an_obstacle() -> None:
    reached = reached_from(customers_modules())

    assert "steadyhand.business.calls.queries.customers_view" in reached
    assert {name for name in reached if "obstacle" in name or name.startswith("steadyhand.flows.company")} == set()


def test_nothing_that_a_customer_opens_reaches_a_photo_of_what_was_noticed() -> None:
    reached = reached_from(customers_modules())

    assert not {name for name in reached if name.startswith("steadyhand.business.followups.queries.files")}
    assert "steadyhand.pages.common.followups.files" not in reached


def test_no_template_of_a_customer_includes_one() -> None:
    read, to_read = set(), [str(path.relative_to(TEMPLATES)) for path in (TEMPLATES / "customer").rglob("*.html")]
    assert to_read
    while to_read:
        name = to_read.pop()
        if name in read:
            continue
        read.add(name)
        text = (TEMPLATES / name).read_text()
        assert "obstacle" not in text, f"{name} speaks of obstacles, and customers read it"
        to_read += NAMED.findall(text)


@pytest.mark.django_db
def test_a_customer_s_page_shows_nothing_of_what_stopped_us() -> None:
    house, now = a_house(), read_clock()
    technician = a_technician(user=house.people["Bruno"], branch=house.branch)
    visit = a_visit(call=a_call(machine=a_machine(site=a_site(house.customer))), technician=technician)
    stopped = Stopped(sort=Sort.NO_HELP, effect=Effect.STOPS, words=MARKER, visit_id=visit.id)
    raise_obstacle(by=house.by("Bruno"), stopped=stopped, now=MONDAY)
    token = make_customer_link(by=house.by("Dana"), call_id=visit.call_id, now=now)

    page = Client().get(f"/c/{token}/")
    Client().post(f"/c/{token}/message/", {"kind": "please_call", "form_key": str(uuid4())}, follow=True)
    again = Client().get(f"/c/{token}/")

    assert Obstacle.objects.get().words == MARKER
    for text in (page.content.decode(), again.content.decode()):
        assert visit.call.ref in text
        assert not [said for said in ("Zanzibar", Sort.NO_HELP.label, Effect.STOPS.label) if said in text]
