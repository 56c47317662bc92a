"""A real browser in front of a real server: one context for each person, on a desk or on a phone."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.builders.record import PASSWORD

from steadyhand.business.dealership.models import User

DESK = {"viewport": {"width": 1400, "height": 900}}
# A machine that is busy with much else answers late; waiting longer costs nothing where it doesn't.
PATIENCE_MS = 60_000
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}

FIGURES = pytest.StashKey[list[str]]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in this folder, and let it commit: the server answers in another thread."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Keep a figure for the end of the run."""
    return request.config.stash.setdefault(FIGURES, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the figures, and in one line whether every journey came to its end within its bars."""
    figures: list[str] = config.stash.get(FIGURES, [])
    if not figures:
        return
    terminalreporter.section("journeys")
    for line in sorted(figures):
        terminalreporter.write_line(line)
    walked, short = (len(terminalreporter.getreports(kind)) for kind in ("passed", "failed"))
    said = f"{short} of {walked + short} fell short" if short else f"all {walked} came to their end within their bars"
    terminalreporter.write_line(f"journeys: {said}")


@pytest.fixture
def contexts(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., BrowserContext]]:
    """Make a browser of one's own, and fail the test if a page in it broke a script or its security policy."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def make(**looks: object) -> BrowserContext:
        context = browser.new_context(base_url=live_server.url, locale="en-US", **looks)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on(
            "console",
            lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None,
        )
        opened.append(context)
        return context

    expect.set_options(timeout=PATIENCE_MS)
    yield make
    for context in opened:
        for page in context.pages:
            # What a phone fetches ahead is answered before the database is emptied.
            _wait_until_ready(page)
        context.close()
    assert complaints == []


def _wait_until_ready(page: Page) -> None:
    """Wait until a page has fetched what it fetches ahead; one that goes on by itself is asked again."""
    for tries_left in reversed(range(5)):
        try:
            page.evaluate("globalThis.steadyhandReady")
        except Error as gone:
            if "navigation" not in str(gone) or not tries_left:
                raise
            page.wait_for_load_state()
        else:
            return


@pytest.fixture
def desk_of(contexts: Callable[..., BrowserContext], live_server: LiveServer) -> Callable[[User], Page]:
    """Sit somebody down at a desk where they have signed in."""
    return lambda user: _at_home(contexts(**DESK), user, live_server.url)


@pytest.fixture
def phone_of(contexts: Callable[..., BrowserContext], live_server: LiveServer) -> Callable[[User], Page]:
    """Give somebody a phone on which they have signed in."""
    return lambda user: _at_home(contexts(**PHONE), user, live_server.url)


def _at_home(context: BrowserContext, user: User, url: str) -> Page:
    # Signing in through its page is walked where it is the matter (`sign_in`); a hundred times over it takes a minute.
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])
    page = context.new_page()
    page.goto("/")
    return page


@pytest.fixture
def stranger(contexts: Callable[..., BrowserContext]) -> Page:
    """Somebody on their own phone who has a link and no password."""
    return contexts(**PHONE).new_page()


def sign_in(page: Page, user: User) -> Page:
    """Sign somebody in through the page."""
    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    return page
