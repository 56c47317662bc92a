"""`make audit-pages`: look at every page, print what was seen, fail where a page is short.

AUDIT_HOME keeps the demo for the next time; AUDIT_PAGES looks only at pages whose name has one of its words.
"""

import os
import shutil
import sys

import click
from playwright.sync_api import sync_playwright

from benchmarks.audit import lighthouse
from benchmarks.audit.house import CannotAudit, House, Sight, open_house
from benchmarks.audit.looks import BROWSER_ARGS, Seen, look_at

# All scripts of a page as they are sent to a phone. Source: issue A3.
MOST_SCRIPT_BYTES = 60_000


def main() -> int:
    if absent := lighthouse.missing():
        click.echo(f"audit-pages: {absent}")
        return 1
    load = os.getloadavg()[0]
    try:
        with open_house() as house:
            seen = _look(house)
            scores = _score(house)
    except CannotAudit as problem:
        click.echo(f"audit-pages: {problem}")
        return 1
    wrong = [one for one in seen if one.faults]
    heaviest = max((one for one in seen if one.width == "phone"), key=lambda one: one.script_bytes)
    short = [one.name for one in scores if one.is_short]
    least = (
        [str(min(one.points[name] for one in scores)) for name in lighthouse.CATEGORIES] if scores else ["not asked"]
    )
    click.echo(
        f"\naudit-pages: {len({one.name for one in seen})} pages × light and dark × phone and desk, "
        f"{sum(len(one.faults) for one in wrong)} violations; at most {heaviest.script_bytes / 1000:.1f} kB of scripts "
        f"({heaviest.name}); {len(scores)} pages of a visit, Lighthouse at least {' / '.join(least)}"
        f"{', short: ' + ', '.join(short) if short else ''} (load {load:.1f} to {os.getloadavg()[0]:.1f})"
    )
    return 1 if wrong or short or heaviest.script_bytes >= MOST_SCRIPT_BYTES else 0


def _asked(sights: tuple[Sight, ...]) -> list[Sight]:
    words = os.environ.get("AUDIT_PAGES", "").split()
    return [sight for sight in sights if not words or any(word in sight.name for word in words)]


def _look(house: House) -> list[Seen]:
    click.echo(f"{'page':<24}{'as':<18}{'scripts, kB':>12}  axe, WCAG 2.2 AA")
    seen = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER_ARGS)
        named = {sight.name for sight in house.visit}
        for sight in _asked((*house.visit, *(each for each in house.pages if each.name not in named))):
            found = list(look_at(browser, house.address, sight))
            if found:
                faults = [f"{one.width}, {fault}" for one in found for fault in one.faults]
                sent = max(one.script_bytes for one in found) / 1000
                click.echo(f"{sight.name:<24}{sight.role:<18}{sent:>12.1f}  {' | '.join(faults) or 'nothing wrong'}")
            seen += found
        browser.close()
    if not seen:
        raise CannotAudit("No page has a name with one of the words in AUDIT_PAGES.")
    return seen


def _score(house: House) -> list[lighthouse.Scores]:
    click.echo(f"\n{'page of a visit':<24}{'performance':>12}{'accessibility':>14}{'best practices':>15}")
    scores = []
    for sight in _asked(house.visit):
        one = lighthouse.score(house.address, sight)
        points = "".join(
            f"{one.points[name]:>{wide}}" for name, wide in zip(lighthouse.CATEGORIES, (12, 14, 15), strict=True)
        )
        click.echo(f"{sight.name:<24}{points}{'  << ' + '; '.join(one.lost_by) if one.is_short else ''}")
        scores.append(one)
    return scores


if __name__ == "__main__":
    sys.exit(main())
