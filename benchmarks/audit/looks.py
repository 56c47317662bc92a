"""What does a real browser say of a page: what is wrong for whom (axe), and how much script came over the wire?"""

from collections.abc import Iterator
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

from benchmarks.audit.house import Sight

# WCAG 2.2 AA, with all that it contains.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = {
    "desk": {"viewport": {"width": 1400, "height": 900}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 2,
    },
}
BROWSER_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage"]
SCHEMES = ("light", "dark")
ONLY_FORMS = 405
# What a page asks for by itself when it is open (the meters of a closing) comes within this.
SETTLED_MS = 500
MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Seen:
    """One page at one width: what is wrong with it, in words, and the bytes of its scripts as they were sent."""

    name: str
    width: str
    faults: tuple[str, ...]
    script_bytes: int


def look_at(browser: Browser, address: str, sight: Sight) -> Iterator[Seen]:
    """Yield what is seen of a page at each width, in light and dark; nothing of what is only part of a page."""
    for width, looks in WIDTHS.items():
        # A context of its own has an empty cache: every script counts.
        context = browser.new_context(base_url=address, locale="en-US", **looks)  # type: ignore[arg-type]
        came: list[Request] = []
        try:
            if sight.cookie:
                name, _, value = sight.cookie.partition("=")
                context.add_cookies([{"name": name, "value": value.partition(";")[0], "url": address}])
            plain = context.request.get(sight.path)
            is_html = plain.headers.get("content-type", "").startswith("text/html")
            if plain.status == ONLY_FORMS or not is_html or "<html" not in plain.text():
                return
            page = context.new_page()
            page.on("requestfinished", lambda request, came=came: came.append(request))
            answer = page.goto(sight.path)
            if answer is None or answer.status != sight.status:
                said = f"answered {answer.status if answer else 'nothing'} at {sight.path}"
                yield Seen(sight.name, width, (said,), 0)
                return
            page.wait_for_timeout(SETTLED_MS)
            faults = [f"{scheme}: {fault}" for scheme in SCHEMES for fault in _faults(page, scheme)]
            scripts = [request for request in came if request.resource_type == "script"]
            sent = sum(script.sizes()["responseBodySize"] for script in scripts)
        finally:
            context.close()
        yield Seen(sight.name, width, tuple(faults), sent)


def _faults(page: Page, scheme: str) -> Iterator[str]:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.wait_for_timeout(SETTLED_MS)  # colours on their way from one scheme to the other are neither
    found = Axe().run(page, options={"runOnly": TAGS})
    for rule in found.response["violations"]:
        where = [", ".join(str(target) for target in node["target"]) for node in rule["nodes"]]
        yield f"{rule['id']} ({len(where)} times: {'; '.join(where[:MOST_NAMED])})"
