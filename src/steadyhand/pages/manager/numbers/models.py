"""Which models, and which machines, come back? Beside what is usual for them and what chance brings."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.business.insight.queries.by_model import (
    MachinePlace,
    MachinesPage,
    ModelLine,
    Version,
    machines_page,
    models_in,
    versions_of,
)
from steadyhand.business.insight.saying import NOTHING, said, said_between, said_of, share_said
from steadyhand.business.machines.record import models_to_choose
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.manager.numbers.asking import Asking, asking_of
from steadyhand.pages.manager.numbers.overview import READERS, few_said

ABOVE, WITHIN, FEW = ("above chance", "late"), ("within chance", "done"), ("too few to say", "waiting")


@open_to(READERS)
@require_safe
def models(request: SignedInRequest) -> HttpResponse:
    """Show every model of a period with its norm and chance floors."""
    asking, versions = asking_of(request), versions_of(request.actor)
    chosen = next((each for each in versions if str(each.number) == request.GET.get("version")), None)
    version = chosen or (versions[0] if versions else None)
    lines = models_in(
        request.actor,
        asking.period,
        branch_id=asking.branch_id,
        version=version.number if version else None,
    )
    context = {
        "bar": asking.bar("numbers-models"),
        "models": [_model_said(asking, line, version) for line in lines],
        "version": version,
        "version_share": share_said(version.share) if version else "",
        "memoryless": share_said(version.memoryless) if version else "",
        "versions": [_version_said(asking, each, is_shown=each == version) for each in versions],
        "numbers_url": asking.url("numbers"),
    }
    return render(request, "manager/numbers/models.html", context)


@open_to(READERS)
@require_safe
def machines(request: SignedInRequest) -> HttpResponse:
    """Show machines over their whole record, those that came back most often first."""
    saying, every_model = saying_for(request), models_to_choose(request.actor)
    model = next((each for each in every_model if str(each.id) == request.GET.get("model")), None)
    page = machines_page(
        request.actor,
        model_id=model.id if model else None,
        after=_place(request.GET.get("after", "")),
        before=_place(request.GET.get("before", "")),
    )
    context = {
        "machines": [
            {
                "line": line,
                "between": NOTHING if line.pages_between is None else f"{line.pages_between:,.0f}",
                "usual": NOTHING if line.usual_pages is None else f"{line.usual_pages:,.0f}",
                "last": saying.when(line.last_taken_at),
            }
            for line in page.machines
        ],
        "models": every_model,
        "model": model,
        "numbers_url": reverse("numbers"),
        **_pages(page, str(model.id) if model else ""),
    }
    return render(request, "manager/numbers/machines.html", context)


def _model_said(asking: Asking, line: ModelLine, version: Version | None) -> dict[str, Any]:
    norm = line.norm
    fitted = norm.fitted_in_pages if norm and norm.fitted_in_pages is not None else norm and norm.fitted_in_days
    more = {"model": str(line.model_id)} if line.model_id else {}
    state = FEW if line.callbacks.is_few else ABOVE if line.callbacks.is_above_chance else WITHIN
    return {
        "name": line.model,
        "family": line.family,
        "url": asking.url("number", "callbacks", more=more),
        "state": state,
        "callbacks": said(line.callbacks),
        "between": said_between(line.callbacks),
        "of": said_of(line.callbacks),
        "few": few_said(line.callbacks),
        "floor": NOTHING if line.callbacks.floor is None else share_said(line.callbacks.floor),
        "fitted": share_said(fitted) if fitted else "too few to fit",
        "early": line.early_life,
        "after": line.after_maintenance,
        "fixed": said(line.first_time_fix),
        "held": said(line.held),
        "pages": said(line.pages_between),
        "runs": said_of(line.pages_between),
        "usual_pages": f"{norm.mean_pages:,.0f} pages" if norm and norm.mean_pages else NOTHING,
        "usual_days": f"{norm.mean_days:,.0f} days" if norm and norm.mean_days else NOTHING,
        "limit": f"{norm.mean_pages * version.share:,.0f} pages" if norm and norm.mean_pages and version else NOTHING,
        "rests_on": f"{norm.intervals:,} runs, {norm.intervals_in_pages:,} in pages" if norm else "no runs",
    }


def _version_said(asking: Asking, version: Version, *, is_shown: bool) -> dict[str, Any]:
    saying: Saying = asking.saying
    counts_from = version.counts_from
    return {
        "number": version.number,
        "url": asking.url("numbers-models", more={"version": str(version.number)}),
        "made": saying.when(version.made_at),
        "counts": f"calls from {saying.when(counts_from)} on" if counts_from else "all calls",
        "because": version.because,
        "share": share_said(version.share),
        "runs": version.intervals,
        "is_shown": is_shown,
    }


def _pages(page: MachinesPage, model: str) -> dict[str, str]:
    return {
        "previous_url": _url(model, "before", page.previous) if page.previous else "",
        "next_url": _url(model, "after", page.next) if page.next else "",
    }


def _url(model: str, way: str, place: MachinePlace) -> str:
    asked = QueryDict(mutable=True)
    asked.update({"model": model} if model else {})
    asked[way] = f"{place.callbacks}~{place.id.hex}"
    return f"{reverse('numbers-machines')}?{asked.urlencode()}"


def _place(said_place: str) -> MachinePlace | None:
    """Read a place from the address; what can't be read means the first page."""
    callbacks, _, row_id = said_place.partition("~")
    try:
        return MachinePlace(int(callbacks), UUID(hex=row_id))
    except ValueError:
        return None
