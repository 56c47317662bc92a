"""How much of a month is noise? People who are all equally good, drawn anew as often as one likes."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from steadyhand.business.learning.statistics.noise import a_month, noise, spread
from steadyhand.pages.common.coaching.roles import LEADS
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import shown

# A small dealership's month: twelve technicians, twenty corrective calls each, four of five fixed the first time.
PEOPLE, SHARE, JOBS = 12, 80, 20
TRULY_APART = 4
HUNDRED = 100


class NoiseForm(forms.Form):
    """Of how many people, how good, with how many jobs; `month` counts the draws."""

    use_required_attribute = False

    people = forms.IntegerField(
        label="Technicians", min_value=2, max_value=40, help_text="2 to 40, all of them equally good."
    )
    share = forms.IntegerField(
        label="Of 100 calls each fixes the first time", min_value=5, max_value=95, help_text="5 to 95."
    )
    jobs = forms.IntegerField(label="Calls a month each", min_value=5, max_value=500, help_text="5 to 500.")
    month = forms.IntegerField(min_value=1, max_value=100_000, required=False, widget=forms.HiddenInput)


@open_to(LEADS)
@require_safe
def adoption_noise(request: SignedInRequest) -> HttpResponse:
    """Show what chance alone makes of people who are alike, in figures and in a drawn month."""
    asked = {"people": PEOPLE, "share": SHARE, "jobs": JOBS, "month": 1, **request.GET.dict()}
    form = NoiseForm(asked)
    if not form.is_valid():
        return shown(request, "coaching/noise.html", {"form": form, "known": None})
    facts = form.cleaned_data
    people, jobs, month = facts["people"], facts["jobs"], facts["month"] or 1
    rate = facts["share"] / HUNDRED
    known, apart = noise(people, rate, jobs), spread(people, rate, jobs, by=TRULY_APART / HUNDRED)
    context = {
        "form": form,
        "known": {
            "worst": _share(known.worst),
            "best": _share(known.best),
            "low_mark": max(0, facts["share"] - 10),
            "low": _share(known.somebody_low),
            "outside": _share(known.outside_95),
            "speaking": f"{known.outside_998 * HUNDRED:.1f}",
            "bottom": _share(apart.bottom_is_worst),
            "truly": TRULY_APART,
        },
        "people": people,
        "jobs": jobs,
        "share": facts["share"],
        "month": month,
        "rows": _rows(a_month(people, rate, jobs, seed=month), jobs),
        "next": f"?people={people}&share={facts['share']}&jobs={jobs}&month={month + 1}",
    }
    return shown(request, "coaching/noise.html", context)


def _share(value: float) -> int:
    return round(value * HUNDRED)


def _rows(fixed: tuple[int, ...], jobs: int) -> list[dict[str, Any]]:
    """Return the month by name, with its first and last marked: the very list that this page warns of."""
    least, most = min(fixed), max(fixed)
    words = {least: "last this month", most: "first this month"} if least != most else {}
    return [
        {
            "name": f"Technician {number}",
            "count": f"{count} of {jobs}",
            "wide": round(HUNDRED * count / jobs, 1),
            "word": words.get(count, ""),
        }
        for number, count in enumerate(fixed, 1)
    ]
