"""Is what was typed kept, is one tap one request, do the keys work? In a real browser, without a server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

STATIC = Path(__file__).parents[3] / "src/steadyhand/pages/static"
SITE = "http://steadyhand.test"
POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'"
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}

HEAD = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>T</title>
<meta name="htmx-config" content='{"includeIndicatorCSS": false, "noSwap": [204, 304, "5xx"]}'>
<script src="/static/steadyhand/js/theme.js"></script>
<link rel="stylesheet" href="/static/steadyhand/tokens.css">
<link rel="stylesheet" href="/static/steadyhand/base.css">
<script defer src="/static/steadyhand/vendor/htmx-4.0.1.min.js"></script>
<script defer src="/static/steadyhand/js/device.js"></script>
<script defer src="/static/steadyhand/js/draft.js"></script>
<script defer src="/static/steadyhand/js/once.js"></script>
<script defer src="/static/steadyhand/js/parts.js"></script>
<script defer src="/static/steadyhand/office/keys.js"></script></head>
<body hx-headers:inherited='{"X-CSRFToken": "from-body"}' data-draft-owner="dana">"""

FIELDS = """<label>What <input name="what"></label><label>Door <input name="door" type="password"></label>
<label><input type="checkbox" name="asked" value="yes"> Asked</label><button>Take the call</button></form>"""
PLAIN_FORM = f'{HEAD}<form method="post" action="/plain-sent" data-draft="new-call">{FIELDS}'
HTMX_FORM = f'{HEAD}<form hx-post="/htmx-sent" hx-target="#answer" data-draft="new-call">{FIELDS}<p id="answer"></p>'
PLACES = f"""{HEAD}<form><input type="search" name="q" data-find aria-label="Find" aria-controls="found">
<div id="found"><div role="listbox">
<a role="option" href="#1">One</a><a role="option" href="#2">Two</a></div></div></form>
<a href="/plain" data-key="g c">Customers</a><button type="button" data-theme-choice="dark">Dark</button>"""

TAP_TWICE = """async () => {
  const button = document.querySelector("button");
  button.click();
  await new Promise((done) => setTimeout(done, 50));
  const said = button.textContent;
  button.click();
  button.form.requestSubmit();
  await new Promise((done) => setTimeout(done, 50));
  return said;
}"""


class Site:
    """Answers the browser from memory and disk; remembers what it was sent."""

    def __init__(self) -> None:
        self.pages = {"/plain": PLAIN_FORM, "/htmx": HTMX_FORM, "/places": PLACES}
        self.sent: list[str] = []
        self.csrf_tokens: list[str | None] = []
        self.answer = {"status": 200, "body": "saved", "headers": {"X-Draft-Done": "new-call"}}
        self.is_cut_off = False
        self.held: list[Route] = []
        self.holds = False

    def handle(self, route: Route, request: Request) -> None:
        path = request.url.removeprefix(SITE).split("?")[0]
        if path.startswith("/static/"):
            route.fulfill(
                body=(STATIC / path.removeprefix("/static/")).read_bytes(), content_type=KINDS[Path(path).suffix]
            )
        elif request.method == "POST":
            self._post(route, request)
        else:
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(body=self.pages.get(path, ""), content_type="text/html", headers=headers)

    def _post(self, route: Route, request: Request) -> None:
        self.sent.append(request.post_data or "")
        self.csrf_tokens.append(request.headers.get("x-csrftoken"))
        if self.is_cut_off:
            route.abort("connectionrefused")
        elif self.holds:
            self.held.append(route)
        else:
            headers = {"Content-Type": "text/html", **self.answer["headers"]}  # type: ignore[dict-item]
            route.fulfill(status=self.answer["status"], body=self.answer["body"], headers=headers)  # type: ignore[arg-type]


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=SITE, locale="en-GB")
    context.set_default_timeout(5_000)
    context.route("**/*", site.handle)
    yield context.new_page()
    context.close()


pytestmark = pytest.mark.journey


def test_what_was_typed_is_back_after_a_reload(page: Page) -> None:
    page.goto("/plain")
    page.get_by_label("What").fill("Streaks")
    page.get_by_label("Asked").check()

    page.reload()

    expect(page.get_by_label("What")).to_have_value("Streaks")
    expect(page.get_by_label("Asked")).to_be_checked()
    expect(page.get_by_role("status")).to_contain_text("Restored what you typed at")


def test_a_password_is_never_kept(page: Page) -> None:
    page.goto("/plain")
    page.get_by_label("Door").fill("hunter2-hunter2")
    page.get_by_label("What").fill("Streaks")

    kept = page.evaluate("JSON.stringify(localStorage)")

    assert "Streaks" in kept
    assert "hunter2" not in kept


def test_discarding_brings_back_what_the_server_served(page: Page) -> None:
    page.goto("/plain")
    page.get_by_label("What").fill("Streaks")
    page.reload()

    page.get_by_role("button", name="Discard").click()
    page.reload()

    expect(page.get_by_label("What")).to_have_value("")
    expect(page.get_by_role("status")).to_have_count(0)


def test_a_draft_belongs_to_whoever_typed_it(page: Page, site: Site) -> None:
    page.goto("/plain")
    page.get_by_label("What").fill("Streaks")
    site.pages["/plain"] = PLAIN_FORM.replace('"dana"', '"bruno"')

    page.reload()

    expect(page.get_by_label("What")).to_have_value("")


def test_a_refused_form_keeps_its_draft(page: Page, site: Site) -> None:
    site.answer = {"status": 422, "body": "Which machine?", "headers": {}}
    page.goto("/htmx")
    page.get_by_label("What").fill("Streaks")

    page.get_by_role("button", name="Take the call").click()
    expect(page.locator("#answer")).to_have_text("Which machine?")
    page.reload()

    expect(page.get_by_label("What")).to_have_value("Streaks")


def test_an_answer_to_what_was_sent_is_newer_than_the_draft(page: Page, site: Site) -> None:
    answered = PLAIN_FORM.replace("data-draft=", "data-draft-newer data-draft=")
    site.pages["/plain-answer"] = answered.replace('name="what"', 'name="what" value="Streaks, says Dana"')
    page.goto("/plain")
    page.get_by_label("What").fill("Streaks")

    page.goto("/plain-answer")
    expect(page.get_by_label("What")).to_have_value("Streaks, says Dana")
    page.goto("/plain")

    expect(page.get_by_label("What")).to_have_value("Streaks, says Dana")


def test_what_a_form_was_opened_with_is_kept_with_what_was_typed(page: Page, site: Site) -> None:
    opened = '<input type="hidden" name="opened" value="{}" data-draft-keep>'
    site.pages["/plain"] = PLAIN_FORM.replace("<label>", opened.format("first") + "<label>", 1)
    page.goto("/plain")
    page.get_by_label("What").fill("Streaks")
    site.pages["/plain"] = PLAIN_FORM.replace("<label>", opened.format("second") + "<label>", 1)

    page.reload()

    expect(page.locator("[name=opened]")).to_have_value("first")
    expect(page.get_by_label("What")).to_have_value("Streaks")


def test_an_accepted_form_leaves_no_draft(page: Page) -> None:
    page.goto("/htmx")
    page.get_by_label("What").fill("Streaks")

    page.get_by_role("button", name="Take the call").click()
    expect(page.locator("#answer")).to_have_text("saved")

    assert page.evaluate("localStorage.length") == 0


def test_the_page_after_a_plain_form_clears_its_draft(page: Page, site: Site) -> None:
    page.goto("/plain")
    page.get_by_label("What").fill("Streaks")
    site.pages["/next"] = f'{HEAD}<p data-draft-clear="new-call">Call 2041 taken</p>'

    page.goto("/next")

    assert page.evaluate("localStorage.length") == 0


def test_a_full_device_is_said_to_be_full(page: Page) -> None:
    page.goto("/plain")
    page.evaluate("localStorage.setItem('big', 'x'.repeat(5 * 1024 * 1024 - 100))")

    page.get_by_label("What").fill("Streaks on every copy since this morning, worse on A3, and a smell of burning")

    expect(page.get_by_role("status")).to_contain_text("This device can't keep what you type")


@pytest.mark.parametrize("kind", ["plain", "htmx"])
def test_two_taps_are_one_request(page: Page, site: Site, kind: str) -> None:
    site.holds = True
    page.goto(f"/{kind}")

    said = page.evaluate(TAP_TWICE)

    assert said == "Saving…"
    assert len(site.sent) == 1
    for route in site.held:
        route.abort()


def test_whatever_htmx_sends_carries_the_token_of_the_page(page: Page, site: Site) -> None:
    page.goto("/htmx")

    page.get_by_role("button", name="Take the call").click()
    expect(page.locator("#answer")).to_have_text("saved")

    assert site.csrf_tokens == ["from-body"]


def test_no_connection_is_said_and_trying_again_sends(page: Page, site: Site) -> None:
    site.is_cut_off = True
    page.goto("/htmx")
    page.get_by_label("What").fill("Streaks")
    page.get_by_role("button", name="Take the call").click()
    expect(page.get_by_role("alert")).to_contain_text("Not sent: no connection. What you typed is kept on this device.")
    site.is_cut_off = False

    page.get_by_role("button", name="Try again").click()

    expect(page.locator("#answer")).to_have_text("saved")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert site.sent == ["what=Streaks&door="] * 2


def test_a_plain_form_stays_when_the_device_is_offline(page: Page) -> None:
    page.goto("/plain")
    page.context.set_offline(offline=True)

    page.get_by_role("button", name="Take the call").click()

    expect(page.get_by_role("alert")).to_contain_text("Not sent: no connection.")
    expect(page.get_by_role("button", name="Take the call")).to_be_enabled()


def test_a_broken_server_does_not_replace_the_page(page: Page, site: Site) -> None:
    site.answer = {"status": 503, "body": "<h1>broken</h1>", "headers": {}}
    page.goto("/htmx")

    page.get_by_role("button", name="Take the call").click()

    expect(page.get_by_role("alert")).to_contain_text("Not saved: the server had a problem (503).")
    expect(page.locator("#answer")).to_be_empty()
    expect(page.get_by_role("button", name="Take the call")).to_have_text("Take the call")


def test_slash_goes_to_find_and_arrows_walk_the_results(page: Page) -> None:
    page.goto("/places")

    page.keyboard.press("/")
    expect(page.get_by_label("Find")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name="Two")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")

    expect(page.get_by_label("Find")).to_be_focused()
    expect(page.get_by_label("Find")).to_have_value("")


def test_two_keys_lead_to_a_place(page: Page) -> None:
    page.goto("/places")

    page.keyboard.press("g")
    page.keyboard.press("c")

    page.wait_for_url("**/plain")


def test_keys_that_are_switched_off_do_nothing(page: Page) -> None:
    page.goto("/places")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("g then c")
    page.get_by_label("Single keys are on").uncheck()
    page.get_by_role("button", name="Close").click()

    page.keyboard.press("/")

    expect(page.get_by_label("Find")).not_to_be_focused()


def test_letters_typed_into_a_field_are_no_keys(page: Page) -> None:
    page.goto("/places")

    page.get_by_label("Find").press_sequentially("g c?/")

    expect(page.get_by_label("Find")).to_have_value("g c?/")


def test_the_chosen_theme_stands_before_the_page_is_shown(page: Page) -> None:
    page.goto("/places")
    page.get_by_role("button", name="Dark").click()

    page.reload(wait_until="commit")
    page.wait_for_selector("body", state="attached")

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
