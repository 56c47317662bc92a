"""How many queries does each page take? Pinned for every page there is, on a simulated dealership's rows."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from benchmarks.pages_walk import Page, Rows, all_pages
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from tests import tenancy

from steadyhand.jobs.reckon_numbers import reckon_all_numbers
from steadyhand.shared import clock
from steadyhand.simulator.landing.simulated import simulate_into_database

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOON = datetime(2026, 3, 13, 18, 30, tzinfo=UTC)
# How many addresses of each page. PostgreSQL opens every page too, on a smaller dealership: how many queries a page
# takes hangs on its rows, and SQLite has counted them.
TIMES = 4 if connection.vendor == "sqlite" else 2
TECHNICIANS, YEARS = (6, 1 / 12) if connection.vendor == "sqlite" else (3, 1 / 24)
WRONG_METHOD = 405

# The most queries of a page, whatever rows it shows: signing in takes three of them. A page that needs more than a
# handful above its neighbours wants a reason; one that grows with its rows wants a join.
MOST: dict[str, int] = {
    "home": 4,
    # With the first one as it can be answered; without any, ten.
    "followups": 28,
    "followup": 22,
    "followup-new": 6,
    "praise": 12,
    "loops": 9,
    "stuck": 7,
    "webhooks": 7,
    "webhook": 8,
    "webhook-add": 6,
    "webhook-change": 7,
    "need-notice": 15,
    "noticed": 8,
    "need-routing": 10,
    "need-questions": 8,
    "plain-words": 6,
    "moment-words": 6,
    "moment-word": 6,
    "plain-words-found": 6,
    "plain-words-new": 5,
    "plain-words-change": 6,
    "stopped": 5,
    "visit-stopped": 6,
    "raised": 8,
    "sign-in": 1,
    "readyz": 2,
    # Its clock is the branch's: when each device was added.
    "account": 10,
    "worker": 0,
    "invitation": 8,
    "find": 12,
    "customers": 7,
    "customer-add": 7,
    # Two of them: who answers for them, and whom to send.
    "customer": 16,
    "customer-change": 9,
    "site-add": 13,
    "contact-add": 10,
    "goal-add": 10,
    "goal-change": 11,
    "contract-add": 13,
    "machine-add": 12,
    "site-change": 10,
    "contact-change": 11,
    "contract-change": 10,
    "machine": 14,
    "machine-change": 9,
    "machine-move": 10,
    "meter": 9,
    "meter-add": 7,
    "meter-read": 8,
    "reading-correct": 9,
    "models": 6,
    "model-add": 6,
    "model-change": 7,
    "parts": 7,
    "part-add": 6,
    "part-change": 7,
    "technicians": 10,
    # Two of them: that it was read.
    "technician": 13,
    "technician-change": 13,
    "technician-home": 11,
    "answerable-change": 8,
    "wish-add": 8,
    "skill-add": 9,
    "skill-change": 11,
    "skill-revoke": 10,
    "certificate-renew": 10,
    # Claims, certificates, posts, ladders, courses, eight settings, machines in the field, their customers.
    "coverage": 33,
    "person": 28,
    "person-post": 9,
    "evidence-add": 13,
    "me": 27,
    "my-goals": 9,
    "my-claim": 7,
    "my-answer": 11,
    # Whoever decides sees which of them an interview asks for.
    "role-needs": 8,
    "role-need-add": 7,
    "role-needs-restore": 7,
    "role-need": 7,
    "role-need-drop": 7,
    "skills": 30,
    "ladder": 7,
    "ladder-restore": 7,
    "course-add": 6,
    "pairs": 9,
    "pair-propose": 7,
    "certificate-add": 9,
    "certificate-change": 10,
    # Five of them what people need: put off, not wanted, due, certificates, deeds to thank for.
    "manager-today": 63,
    "coaching": 21,
    "coaching-mine": 10,
    "coaching-hours": 12,
    "coaching-trained": 8,
    "rides": 10,
    # One for what a second observer is asked, as the first was.
    "ride": 17,
    "about-me": 17,
    "about-me-file": 16,
    # Two write down that somebody looked, one asks whether counts of single people are shown.
    "said-of": 22,
    "said-erase": 9,
    # One for what customers wrote when asked how it went.
    "heard": 10,
    "tried": 14,
    # Seven of them outcomes by week, counted by the database.
    "adoption": 22,
    "agreement": 8,
    "adoption-noise": 6,
    "rollout-plan": 8,
    "programme": 9,
    # Whether the quarter is closed, its counts, and those of the one before.
    "programme-seen": 13,
    # One question for each table, and one each for causes, leads, odds and models.
    # One for the sites that it is narrowed to.
    "customer-timeline": 11,
    "site-timeline": 11,
    "own-words": 9,
    # A whole, its rules, labels, weeks, departments and leaks, and the span before.
    "mirror": 18,
    "mirror-rows": 9,
    "guard-rules": 6,
    "guard-rule-new": 5,
    "guard-rule-change": 6,
    "own-rules-portable": 6,
    # One of them what technicians were handed and isn't so.
    "held-messages": 9,
    "promises": 20,
    "promises-mine": 9,
    "promises-open": 9,
    "promise-rows": 9,
    # Tallies of two periods, of the months of a trend and of quarters; how far the reckoning is.
    "numbers": 12,
    "satisfaction": 10,
    # Overrules, the minutes of their weights, accepted plans, and what the weights are set to.
    "plans-overruled": 12,
    # What technicians bring, machines ask for and customers want, a year of visits, and places.
    "territories": 25,
    "numbers-models": 12,
    "backtests": 7,
    "numbers-machines": 10,
    # Five questions for the rows where five verdicts count.
    "number": 17,
    "inbox-it": 7,
    "inbox-parts": 9,
    "inbox-sales": 9,
    "admin-people": 8,
    # One asks whether e-mails leave at all.
    "admin-invite": 7,
    # Another what became of the invitation's.
    "admin-person": 12,
    "admin-branches": 9,
    "admin-branch-add": 8,
    "admin-branch": 8,
    "admin-calendar-add": 6,
    "admin-calendar": 7,
    "admin-day-close": 7,
    "first-steps": 20,
    "import-examples": 4,
    "settings": 6,
    "setting": 6,
    # One more for each kind of row that its entries name.
    "history": 20,
    "customer-history": 22,
    "machine-history": 18,
    # Two of them for the plan of each branch that is shown.
    "board": 19,
    # As often as its board changes; five when it did not.
    "board-live": 20,
    "phone-guide": 10,
    "phone-guide-question": 8,
    "phone-guide-steps": 5,
    "calls": 7,
    "new-call": 9,
    "new-call-found": 29,
    "new-call-caller": 22,
    # Two of them what was promised, and what was said about it since; two what was handed over, and who could take it.
    # One for the parts that were asked for.
    "call": 29,
    "hand-fact": 11,
    "give-promise": 24,
    "plan-visit": 12,
    "call-why": 11,
    "cancel-call": 10,
    "reopen-call": 10,
    "identify-call": 17,
    "move-visit": 9,
    "cancel-visit": 7,
    # One asks whether an alert after hours waits for them; the two that show it come only then.
    # Six of them what there is to learn today, one whether somebody thanked them, one whether a ride-along waits, one
    # whom they ride along with to learn.
    "technician-day": 25,
    # Two of them the kits, of which those that ask something can be begun with.
    "hiring": 13,
    "hiring-kits": 8,
    "hiring-kit": 8,
    "hiring-kit-about": 8,
    "hiring-kit-preview": 8,
    "hiring-kit-question-add": 8,
    "hiring-kit-question": 8,
    "hiring-kit-sample-add": 8,
    "hiring-kit-sample": 8,
    "hiring-kit-versions": 9,
    "hiring-kit-version": 8,
    "hiring-kit-file": 6,
    "hiring-kit-bring": 8,
    "hiring-fairness": 12,
    "hiring-fairness-papers": 10,
    # With hires: their marks, paths, terms, claims, behaviours, and what posts ask for.
    "hiring-looking-back": 20,
    # Two ask whether they walk a path, two whether the principal's own module is written and read.
    "learning": 19,
    "learning-card": 12,
    "learning-placement": 7,
    "learning-courses": 11,
    "learning-evidence": 5,
    # The principal also sees who has read it: readings, and whoever works here.
    "learning-why": 12,
    "learning-why-write": 7,
    # Who works at each branch takes three, and their shared cases one.
    "learning-huddle": 14,
    "learning-team": 16,
    "learning-module": 12,
    "learning-case": 6,
    "learning-drill": 7,
    # Seven lists of what is worth a visit, each one to four questions for all customers together.
    "my-territory": 32,
    "territory": 32,
    "propose-visit": 11,
    "stock": 10,
    # The shelf with its levels.
    "stock-place": 8,
    # Places, levels, what is aboard, counts; proposals with what waits, and what is being reckoned.
    "stock-trucks": 12,
    "stock-truck": 14,
    "stock-truck-limits": 6,
    "stock-truck-load": 11,
    "stock-sizes": 9,
    "stock-trucks-load": 12,
    "stock-size": 8,
    "stock-level": 6,
    "to-load": 12,
    # What is asked for, its steps and orders; promises at stake, where some lie, calls that wait, and drafts.
    "part-requests": 22,
    "part-request": 14,
    "my-parts": 12,
    "part-ask": 11,
    "part-ask-visit": 13,
    "part-ask-call": 14,
    "supplier-orders": 12,
    "supplier-order": 11,
    "supplier-order-file": 10,
    "order-more": 10,
    "suppliers": 8,
    "supplier-new": 6,
    "supplier": 9,
    # A question for each table that says what was missing.
    "first-call": 23,
    "stock-lines": 6,
    "stock-receive": 6,
    "stock-over": 6,
    "stock-back": 6,
    "stock-count": 6,
    "stock-right": 6,
    # What is aboard, what is due to be counted (three), what is between two hands, and a setting.
    "my-truck": 10,
    "my-truck-counts": 10,
    "my-truck-part": 13,
    "before-driving": 15,
    "mornings": 15,
    "truck-audit": 7,
    "truck-audits": 8,
    "handovers": 8,
    "handover-new": 8,
    "proposed-visits": 9,
    "visit-brief": 30,
    "visit-times": 8,
    "visit-parts": 5,
    "visit-meter": 6,
    "visit-help": 27,
    # The form itself, with fixes, codes, parts and what may be said; a visit that is over leads on.
    "visit-close": 26,
    "visit-closed": 18,
    "visit-files": 9,
    "imports": 9,
    "import-run": 9,
    "import-standing": 6,
    "import-rejects": 5,
    "exports": 5,
    "erp": 11,
    "erp-folder": 8,
    "erp-differences": 9,
    "erp-rules": 6,
    "erp-billing": 7,
    # One of them narrows the calls with this problem to the model, so that only their visits are read.
    "visit-suggested": 13,
    # Four weeks of duties, leaves, closed days and public holidays of a branch.
    "rota": 19,
    "rota-pattern": 12,
    "rota-duty": 7,
    "rota-swap": 6,
    "rota-leave": 8,
    "outgoing": 7,
    "pm-due": 9,
    "customer-call": 13,
    "no-more-email": 5,
}


# Tables that grow with every call.
LARGE = (
    "calls_call",
    "insight_callfact",
    "insight_machineruns",
    "calls_visit",
    "calls_partused",
    "machines_meterreading",
    "shared_change",
    "shared_findingkey",
)


@pytest.fixture(scope="module")
def tenant_id(
    django_db_setup: None,  # noqa: ARG001
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[UUID]:
    """Make a small dealership once: tests see it and take their own changes back, and in the end it goes."""
    files = tmp_path_factory.mktemp("files")
    with override_settings(MEDIA_ROOT=files), django_db_blocker.unblock(), transaction.atomic():
        with tenancy.wrapper():
            landed = simulate_into_database(dealer="typical", technicians=TECHNICIANS, years=YEARS, seed=7, until=NOON)
            reckon_all_numbers(NOON)
        with django_db_blocker.block():
            yield landed.tenant_id
        transaction.set_rollback(True)


@pytest.fixture
def rows(tenant_id: UUID, db: None, monkeypatch: pytest.MonkeyPatch) -> Rows:  # noqa: ARG001
    """Return the rows of a small dealership whose clock stands at a working day's noon."""
    Client().get("/healthz")
    for module in list(sys.modules.values()):
        if getattr(module, "read_clock", None) is clock.read_clock and module is not clock:
            monkeypatch.setattr(module, "read_clock", lambda: NOON)
    return Rows(tenant_id, now=NOON, seed=7)


@dataclass
class Asked:
    """What a page asks the database: the most queries of one answer, and some of their statements, once each."""

    queries: int = 0
    statements: dict[str, None] = field(default_factory=dict)


@pytest.fixture
def asked(rows: Rows) -> dict[str, Asked]:
    """Return what each page asks, by its name; those that only take forms or have no rows ask nothing."""
    if not _asked:
        _asked.update({page.name: asked_by(page, rows) for page in all_pages()})
    return _asked


# All pages are walked once, for whichever test comes first.
_asked: dict[str, Asked] = {}


def asked_by(page: Page, rows: Rows) -> Asked:
    client, asked = Client(), Asked()
    if page.role is not None:
        client.force_login(rows.user(page.role))
    for times, address in enumerate(rows.addresses(page, TIMES)):
        # Django keeps the last 9,000 of a connection, and all pages together ask more.
        connection.queries_log.clear()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        # Only its file: to close the whole answer would end the test's own connection with it.
        for close in answer._resource_closers:  # type: ignore[attr-defined]  # Django keeps it to itself
            close()
        if answer.status_code == WRONG_METHOD:
            return Asked()
        assert answer.status_code < 400, f"{address} answered {answer.status_code}"
        asked.queries = max(asked.queries, len(queries))
        if times < 2:  # other rows are asked for alike
            asked.statements |= dict.fromkeys(query["sql"] for query in queries if query["sql"].startswith("SELECT"))
    return asked


def believe_in_growth(*, times: int) -> None:
    """Let SQLite plan as if the dealership had lived so many times longer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl, idx, stat FROM sqlite_stat1")
        for table, index, stat in cursor.fetchall():
            if table not in LARGE:
                continue
            # Rows in all, then rows for each value of the first column, of the first two …: "all of this dealership's"
            # grows with the table, "this call's" doesn't.
            rows, *alike = (int(number) for number in stat.split() if number.isdecimal())
            grown = [rows * times, *(count * times if count > rows / 20 else count for count in alike)]
            told = " ".join(str(number) for number in grown)
            cursor.execute("UPDATE sqlite_stat1 SET stat = %s WHERE tbl = %s AND idx = %s", [told, table, index])
        cursor.execute("ANALYZE sqlite_schema")


def is_read_whole(table: str, sql: str, steps: list[str]) -> bool:
    """Tell whether a plan reads a table, or all that belongs to one dealership, from end to end."""
    goes_by_dealership = any(step.startswith(f"SEARCH {table} ") and "(tenant_id=?)" in step for step in steps)
    stops_early = "LIMIT" in sql.rpartition(")")[2] and "USE TEMP B-TREE FOR ORDER BY" not in steps
    return f"SCAN {table}" in steps or (goes_by_dealership and not stops_early)


def test_no_page_takes_more_queries_than_are_pinned(asked: dict[str, Asked]) -> None:
    over = {name: page.queries for name, page in asked.items() if page.queries > MOST.get(name, 0)}
    assert not over, f"More queries than pinned in MOST, or pages that are new there: {over}"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole, and rightly so")
def test_no_page_reads_a_large_table_from_end_to_end(asked: dict[str, Asked]) -> None:
    believe_in_growth(times=10_000)
    reading: dict[str, str] = {}
    for name, page in asked.items():
        for sql in page.statements:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
                steps = [step[-1] for step in cursor.fetchall()]
            whole = [table for table in LARGE if is_read_whole(table, sql, steps)]
            reading |= {name: f"{', '.join(whole)}: … {sql.partition(' WHERE ')[2]}: {steps}"} if whole else {}

    assert not reading, f"these pages read a table that grows for ever from end to end: {reading}"


def test_every_pinned_page_is_there() -> None:
    assert {name for name in MOST if name not in {page.name for page in all_pages()}} == set()
