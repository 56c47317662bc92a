"""Every address × every role × own branch, another branch, another dealership: who gets in, and who sees what.

A new address is walked by itself. One with a new kind of parameter fails with a sentence that says where to add the
row to try it with.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from tests import tenancy
from tests.builders import a_branch, a_dealership
from tests.builders.every_kind import Place, rows_at

from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.rules import Role
from steadyhand.pages.common.doors import Door, door_of

# Who gets in is decided above the database, and by conditions that every database reads alike; on PostgreSQL
# test_query_counts opens every page, on more rows.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

OK, FOUND, REFUSED, NOT_THERE, WRONG_METHOD, GONE, BROKEN = 200, 302, 403, 404, 405, 410, 500
# Rows that all branches of a dealership share: another branch's are one's own.
SHARED_BY_BRANCHES = {
    "job_id",
    "calendar_id",
    "day_id",
    "model_id",
    "part_id",
    "outgoing_id",
    "mapping_id",
    "supplier_id",
    "endpoint_id",
    "backtest_id",
    "own_rule_id",
    "course_id",
}
# Names of what every dealership has, nobody's rows: what they show is narrowed to the actor anyway.
SHARED_BY_ALL = {
    "key",
    "metric",
    "entry_key",
    "moment_key",
    "module_code",
    "drill_code",
    "post_key",
    "code",
    "question_code",
    "sample_code",
    # 0: what ships for a post.
    "version_number",
}


# The rows here, and those elsewhere with the name of where that is.
Places = tuple[Place, list[tuple[str, Place]]]


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each, before + str(each.pattern))
        else:
            yield before + str(each.pattern), each


ADDRESSES = list(patterns())
BEHIND_ROLES = [
    (route, pattern) for route, pattern in ADDRESSES if (door := door_of(pattern.callback)) is not None and door.roles
]


def the_door(pattern: URLPattern) -> Door:
    """Return a view's door; one without is shut for all, and has a test of its own."""
    return door_of(pattern.callback) or Door()


def is_private(pattern: URLPattern, where: str) -> bool:
    """Tell whether the address names a row that somebody of here must not see."""
    shared = SHARED_BY_ALL | (SHARED_BY_BRANCHES if where == "another branch" else set())
    return bool(set(pattern.pattern.converters) - shared)


def filled(pattern: URLPattern, route: str, place: Place) -> str:
    """Return the address with this place's rows in it."""
    address = "/" + route
    for name, converter in pattern.pattern.converters.items():
        door = door_of(pattern.callback)
        known = place.tokens.get(door.link_purpose) if door and name == "token" else place.rows.get(name)
        if known is None:
            pytest.fail(
                f"/{route} has a parameter {name!r} of which this walk knows no row: "
                f"add one to tests/builders/every_kind.py."
            )
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        address = address.replace(f"<{kind}:{name}>", str(known)).replace(f"<{name}>", str(known))
    assert "<" not in address, f"/{route} is written in a way that this walk can't fill in: {address}"
    return address


@pytest.fixture(scope="module")
def _made(
    django_db_setup: None,  # noqa: ARG001
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Places]:
    """Make all rows once: tests see them and take their own changes back, and in the end the rows go."""
    files = tmp_path_factory.mktemp("files")
    with override_settings(MEDIA_ROOT=files), django_db_blocker.unblock(), transaction.atomic():
        with tenancy.wrapper():
            a_dealership()
            here = rows_at(a_branch("COL"))
            harbor = a_dealership(name="Harbor Copiers")
            elsewhere = [
                ("another branch", rows_at(a_branch("DAYT"))),
                ("another dealership", rows_at(a_branch("HARBOR", tenant_id=harbor.id))),
            ]
        with django_db_blocker.block():
            yield here, elsewhere
        transaction.set_rollback(True)


@pytest.fixture
def here(_made: Places, db: None) -> Place:  # noqa: ARG001
    return _made[0]


@pytest.fixture
def elsewhere(_made: Places, db: None) -> list[tuple[str, Place]]:  # noqa: ARG001
    """Another branch of the dealership, and a branch of another dealership."""
    return _made[1]


def somebody(user: User | None = None, **how: Any) -> Client:
    client = Client(raise_request_exception=False, **how)
    if user is not None:
        client.force_login(user)
    return client


def test_every_view_has_a_door() -> None:
    assert BEHIND_ROLES
    assert [f"/{route} ({pattern.name})" for route, pattern in ADDRESSES if door_of(pattern.callback) is None] == []


@pytest.mark.any_database
def test_whoever_is_not_signed_in_is_sent_to_sign_in(here: Place) -> None:
    client = somebody()

    let_in = {
        f"{method.__name__} {address}": response.status_code
        for address in (filled(each, route, here) for route, each in BEHIND_ROLES)
        for method in (client.get, client.post)
        if (response := method(address)).status_code != FOUND or not response["Location"].startswith("/sign-in/")
    }

    assert let_in == {}


@pytest.mark.any_database
@pytest.mark.parametrize("role", Role)
def test_a_role_that_is_not_in_the_door_is_refused(here: Place, role: Role) -> None:
    client = somebody(here.users[role])

    # Each address one way, the next role goes the other: doors are shut before any view is asked how it was called.
    methods = (client.get, client.post)
    let_in = {
        f"{method.__name__} {address}": response.status_code
        for place, (route, each) in enumerate(BEHIND_ROLES)
        if role not in the_door(each).roles
        for address in [filled(each, route, here)]
        for method in [methods[(place + list(Role).index(role)) % 2]]
        if (response := method(address)).status_code != REFUSED
    }

    assert let_in == {}


@pytest.mark.parametrize("role", Role)
def test_a_role_in_the_door_gets_to_the_rows_of_its_own_branch(here: Place, role: Role) -> None:
    client = somebody(here.users[role])

    shut_out = {
        address: status
        for route, each in BEHIND_ROLES
        if role in the_door(each).roles
        for address in [filled(each, route, here)]
        if (status := client.get(address).status_code) in (REFUSED, NOT_THERE) or status >= BROKEN
    }

    assert shut_out == {}


@pytest.mark.parametrize("role", Role)
def test_rows_of_another_branch_and_of_another_dealership_are_not_there(
    here: Place, elsewhere: list[tuple[str, Place]], role: Role
) -> None:
    client = somebody(here.users[role])

    seen = {
        f"{method.__name__} {address} of {where}": status
        for where, place in elsewhere
        for route, each in BEHIND_ROLES
        if role in the_door(each).roles and is_private(each, where)
        for address in [filled(each, route, place)]
        for method in (client.get, client.post)
        if (status := method(address).status_code) not in (NOT_THERE, WRONG_METHOD)
    }

    assert seen == {}


# A mailbox's one click (RFC 8058) and a gateway send no cookie that somebody could abuse: the signed token in the
# address is all that lets them in.
SENT_BY_PROGRAMS = {"no-more-email", "texts-in"}


@pytest.mark.any_database
def test_a_form_of_another_site_is_refused(here: Place) -> None:
    """No CSRF token: nothing changes, whoever is signed in."""
    let_in = {}
    for route, each in ADDRESSES:
        if each.name in SENT_BY_PROGRAMS:
            continue
        door = the_door(each)
        role = min(door.roles, default=None)
        client = somebody(here.users[role] if role else None, enforce_csrf_checks=True)
        address = filled(each, route, here)
        if (status := client.post(address).status_code) != REFUSED:
            let_in[address] = status

    assert let_in == {}


def test_a_link_opens_its_page_and_a_forged_one_opens_nothing(here: Place) -> None:
    for route, each in ADDRESSES:
        purpose = the_door(each).link_purpose
        if purpose:
            address = filled(each, route, here)
            forged = address.replace(here.tokens[purpose], "0" * 32 + ":forged")

            assert somebody().get(address).status_code in (OK, WRONG_METHOD), address
            assert somebody().get(forged).status_code in (NOT_THERE, GONE, WRONG_METHOD), forged
            assert somebody().post(forged).status_code in (NOT_THERE, GONE, WRONG_METHOD), forged
