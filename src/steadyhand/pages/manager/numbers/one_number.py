"""What does a number mean, how did it go, and which calls are behind it? On a page, and as a file."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from steadyhand.business.insight.metrics import METRICS, Metric
from steadyhand.business.insight.queries.numbers import Numbers, averages_of, freshness_of, numbers_of, trends_of
from steadyhand.business.insight.queries.rows import WHICH, Asked, FactRow, Place, RowsPage, every_row, rows_page
from steadyhand.business.insight.why import why
from steadyhand.business.machines.record import ModelChoice, models_to_choose
from steadyhand.imports.reading.escaping import escaped
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.manager.numbers.asking import Asking, asking_of
from steadyhand.pages.manager.numbers.chart import chart_of
from steadyhand.pages.manager.numbers.overview import READERS, averages_said, card_of, fresh_said

NO_ROWS = RowsPage(rows=(), older=None, newer=None)
HEADINGS = ("Call number", "Taken at", "Customer", "Machine", "Call type", "Why")


@open_to(READERS)
@require_safe
def number(request: SignedInRequest, metric: str) -> HttpResponse:
    """Show one number with its definition, its trend and a page of the rows behind it."""
    found, asking = _metric(metric), asking_of(request)
    which, model, models = _which(request), *_model(request)
    numbers = numbers_of(request.actor, asking.period, branch_id=asking.branch_id)
    # Where the tallies say that there is none, nobody walks through a year of calls to find it.
    page = NO_ROWS
    if _has_rows(found, numbers, which):
        page = rows_page(
            request.actor,
            found,
            _asked(asking, which, model),
            before=_place(request.GET.get("before", "")),
            after=_place(request.GET.get("after", "")),
        )
    trend = trends_of(request.actor, [found], asking.period, branch_id=asking.branch_id)[metric]
    more = {"which": which, "model": str(model.id) if model else ""}
    context = {
        "fresh": fresh_said(freshness_of(request.actor), asking.saying),
        "metric": found,
        "bar": asking.bar("number", metric),
        "card": card_of(asking, numbers, metric),
        "chart": chart_of(trend),
        "chart_title": found.title,
        "rows": [(row, why(metric, row.known)) for row in page.rows],
        "saying": asking.saying,
        "which": which,
        "choices": [("top", found.top_rows), ("rest", found.rest_rows), ("all", "all of them")],
        "models": models,
        "model": model,
        "averages": averages_said(averages_of(request.actor, asking.period, branch_id=asking.branch_id))
        if metric == "within-term"
        else [],
        "previous_url": asking.url("number", metric, more=more | {"after": _key(page.newer)}) if page.newer else "",
        "next_url": asking.url("number", metric, more=more | {"before": _key(page.older)}) if page.older else "",
        "file_url": asking.url("number-rows", metric, more=more),
        "numbers_url": asking.url("numbers"),
    }
    return render(request, "manager/numbers/number.html", context)


@open_to(READERS)
@require_safe
def rows_file(request: SignedInRequest, metric: str) -> StreamingHttpResponse:
    """Hand out all rows behind a number as CSV, as they are read."""
    found, asking = _metric(metric), asking_of(request)
    which, (model, _) = _which(request), _model(request)
    rows = every_row(request.actor, found, _asked(asking, which, model))
    return StreamingHttpResponse(
        _lines(metric, rows, asking),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{metric}-{asking.period.key}.csv"'},
    )


def _has_rows(metric: Metric, numbers: Numbers, which: str) -> bool:
    """Tell by the tallies whether there are such rows at all."""
    count = numbers.tallied.count
    top, everything = count(*metric.rows_on_top), count(*metric.rows_of)
    return bool({"top": top, "all": everything, "rest": everything - top}[which])


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _lines(metric: str, rows: Iterator[FactRow], asking: Asking) -> Iterator[str]:
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    # The mark tells spreadsheets that this is UTF-8.
    yield "\ufeff" + writer.writerow(HEADINGS)
    for row in rows:
        taken = f"{asking.saying.local(row.taken_at):%Y-%m-%d %H:%M}"
        cells = (row.number, taken, row.who, row.machine, row.call_type.label, why(metric, row.known))
        yield writer.writerow([escaped(cell) for cell in cells])


def _metric(key: str) -> Metric:
    found = METRICS.get(key)
    if found is None:
        raise Http404(f"There is no number called {key}.")
    return found


def _which(request: SignedInRequest) -> str:
    asked = request.GET.get("which", "")
    return asked if asked in WHICH else "top"


def _model(request: SignedInRequest) -> tuple[ModelChoice | None, tuple[ModelChoice, ...]]:
    models = models_to_choose(request.actor)
    return next((model for model in models if str(model.id) == request.GET.get("model")), None), models


def _asked(asking: Asking, which: str, model: ModelChoice | None) -> Asked:
    since, until = asking.moments()
    return Asked(since, until, which=which, branch_id=asking.branch_id, model_id=model.id if model else None)


def _key(place: Place) -> str:
    return f"{place.taken_at.timestamp():.6f}~{place.id.hex}"


def _place(said: str) -> Place | None:
    """Read a place from the address; what can't be read means the first page."""
    at, _, row_id = said.partition("~")
    try:
        return Place(datetime.fromtimestamp(float(at), tz=UTC), UUID(hex=row_id))
    except (ValueError, OverflowError, OSError):
        return None
