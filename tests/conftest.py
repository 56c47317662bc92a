"""What every test can count on: the real database of the chosen kind, and no connection to anywhere else."""

import gc
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import CharField, Model
from django.db.models.signals import pre_save
from django.test import override_settings
from hypothesis import settings as hypothesis_settings
from tests import emptying, tenancy

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

# Set before Django reads its settings: tests leave nothing in the checkout.
os.environ.setdefault("STEADYHAND_SECRET_KEY", "for tests only")
os.environ.setdefault("STEADYHAND_PUSH_KEY", "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")
os.environ.setdefault("STEADYHAND_LOGS", "plain")

# Playwright keeps an event loop in this thread; Django would take every query of a test for one made inside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
BROWSER_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]

# A busy machine takes a quarter of a second for what takes ten milliseconds on an idle one: that is no fault of ours.
hypothesis_settings.register_profile("steadyhand", deadline=None)
hypothesis_settings.load_profile("steadyhand")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--asks-a-database",
        action="store_true",
        help="Only tests that ask a database: no other kind of database can change the rest.",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--asks-a-database"):
        return
    # pytest-django refuses the database to a test that asks for none of these, so none is missed.
    asking = [
        item
        for item in items
        if (item.get_closest_marker("django_db") or _BY_FIXTURE & set(_fixtures(item)))
        and not _of_one_page(item)
        and not item.get_closest_marker("any_database")
    ]
    left = [item for item in items if item not in set(asking)]
    config.hook.pytest_deselected(items=left)
    items[:] = asking


def pytest_collection_finish() -> None:
    """Let Python's garbage collection pass over what collecting has made: it stays until the end."""
    gc.collect()
    gc.freeze()


def _of_one_page(item: pytest.Item) -> bool:
    """Say whether a test is about one page's words.

    What a page asks and changes is tested below it, on each database; those beside these folders open every page.
    """
    return item.path.is_relative_to(_PAGES) and item.path.parent != _PAGES


_PAGES = Path(__file__).parent / "pages"
_BY_FIXTURE = frozenset(("db", "transactional_db", "live_server"))


def _fixtures(item: pytest.Item) -> list[str]:
    return item.fixturenames if isinstance(item, pytest.Function) else []


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,  # noqa: ARG001  # pytest-django's, for PostgreSQL
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Keep SQLite's test database in a file, as in production: threads wait for each other there, in memory they fail.

    The only difference is that a test's rows needn't survive a power cut.
    """
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        database["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
    else:
        database["OPTIONS"]["options"] += " -c synchronous_commit=off"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:  # noqa: ARG001  # pytest-django's, extended
    """Keep a copy of the tables as they are; then let SQLite empty them after a test that commits.

    PostgreSQL empties by TRUNCATE, which no row trigger sees; SQLite only knows DELETE, which ours refuses
    (tests/shared/test_history.py puts the trigger back to try it).
    """
    from tests.builders.running import keep_tables  # noqa: PLC0415  # it wants Django awake

    emptying.empty_only_what_is_filled()
    with django_db_blocker.unblock():
        keep_tables()
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                for table in ("shared_change", "followups_followupevent", "promises_promiseword"):
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_no_delete"')


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse any connection that leaves this machine."""
    connect: Callable[..., Any] = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            pytest.fail(f"A test tried to reach {address[0]}: tests stay on this machine.")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture(scope="session", autouse=True)
def _quick_settings() -> Iterator[None]:
    """Serve styles by their own names (the hashed ones exist only after collecting them); hash passwords fast."""
    styles = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES={**settings.STORAGES, "staticfiles": styles},
        WHITENOISE_AUTOREFRESH=True,
        WHITENOISE_USE_FINDERS=True,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(autouse=True)
def _every_query_names_its_dealership(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on any query of the application that could touch another dealership's rows (tests/tenancy.py)."""
    if "django_db_setup" not in request.fixturenames:
        yield
        return
    with tenancy.wrapper():
        yield


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_too_long_for_its_column() -> None:
    """Refuse on SQLite, which keeps anything, what PostgreSQL would refuse."""
    pre_save.connect(_refuse_too_long, weak=False)


def _refuse_too_long(sender: type[Model], instance: Model, **_: Any) -> None:
    for field in sender._meta.concrete_fields:
        kept = getattr(instance, field.attname) if isinstance(field, CharField) else None
        if isinstance(kept, str) and field.max_length and len(kept) > field.max_length:
            raise AssertionError(f"{sender.__name__}.{field.name} keeps {field.max_length} characters, not {kept!r}.")


@pytest.fixture(scope="session")
def playwright() -> Iterator["Playwright"]:
    """Start what drives browsers, once for all tests of a process: it refuses a second beside the first."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # most tests need none of it

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator["Browser"]:
    """Start a real browser, without windows where that is installed: what isn't drawn is a quarter of its time."""
    yield from _launched(request, "chromium-headless-shell", "chromium")


@pytest.fixture(scope="session")
def whole_browser(request: pytest.FixtureRequest) -> Iterator["Browser"]:
    """Start the one that people have: without windows it knows no push messages."""
    yield from _launched(request, "chromium")


def _launched(request: pytest.FixtureRequest, *names: str) -> Iterator["Browser"]:
    chromium = next((found for name in names if (found := shutil.which(name))), None)
    if chromium is None:
        pytest.skip("Chromium is not installed: apt-get install chromium.")
    playwright: Playwright = request.getfixturevalue("playwright")
    browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGS)
    yield browser
    browser.close()
