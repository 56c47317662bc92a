"""The weekly pattern of a branch: one table a week, a row a day, and a choice for the whole week above it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.actions.set_rota import set_rota
from steadyhand.business.dealership.branches import branch_of
from steadyhand.business.dealership.rota.reading import PersonOnCall, people_for_rota, rota_of
from steadyhand.business.dealership.rota.rules import MOST_WEEKS, Pattern, Place, Turn
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import EditPage, OnceForm, edit
from steadyhand.pages.common.rota.rota import KEEPERS, rota_url
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.clock import read_clock

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NOBODY = "nobody"


class PatternForm(OnceForm):
    """Who is on call on each day of each week. A day left as it is follows the choice for its whole week."""

    weeks = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_WEEKS)
    starts_on = forms.DateField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: tuple[PersonOnCall, ...], shown_weeks: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown_weeks = shown_weeks
        named = [(str(person.id), person.name) for person in people]
        for week in range(shown_weeks):
            for place in Place:
                self._add(f"w{week}-all-{place}", f"Whole week {week + 1}, {place.label}", [("", "day by day"), *named])
                for day, name in enumerate(WEEKDAYS):
                    choices = [("", "as the whole week"), (NOBODY, "nobody"), *named]
                    self._add(f"w{week}-{day}-{place}", f"{name}, week {week + 1}, {place.label}", choices)

    def _add(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)

    @property
    def tables(self) -> list[dict[str, Any]]:
        """Return the fields as the page shows them: week by week, the whole week first."""
        return [
            {
                "said": f"Week {week + 1}" if self.shown_weeks > 1 else "Every week",
                "rows": [
                    ("Whole week", [self[f"w{week}-all-{place}"] for place in Place]),
                    *((name, [self[f"w{week}-{day}-{place}"] for place in Place]) for day, name in enumerate(WEEKDAYS)),
                ],
            }
            for week in range(self.shown_weeks)
        ]

    def turns(self) -> dict[Turn, UUID]:
        """Return who is on call when, as it was filled in."""
        found: dict[Turn, UUID] = {}
        for week in range(self.shown_weeks):
            for place in Place:
                for day in range(len(WEEKDAYS)):
                    chosen = self._chosen(f"w{week}-{day}-{place}", f"w{week}-all-{place}")
                    if chosen and chosen != NOBODY:
                        found[week, day, place] = UUID(chosen)
        return found

    def _chosen(self, day: str, whole: str) -> str:
        """Return a day's own choice, or its week's: one just made for the week also goes before days left untouched."""
        is_new = whole in self.changed_data and day not in self.changed_data
        own, of_week = self.cleaned_data[day], self.cleaned_data[whole]
        return str((of_week or own) if is_new else (own or of_week))


@open_to(KEEPERS)
@require_http_methods(["GET", "POST"])
def pattern(request: SignedInRequest, branch_id: UUID) -> HttpResponse:
    """Show the pattern, and set it."""
    branch = branch_of(request.actor, branch_id)
    if branch is None:
        raise Http404
    saying = saying_for(request)
    kept = rota_of(request.actor.tenant_id, branch_id, starts_on=saying.today, until=saying.today).pattern
    weeks = _weeks(request, kept)
    form = PatternForm(
        request.POST or None,
        people=people_for_rota(request.actor, branch_id),
        shown_weeks=weeks,
        initial=_initial(kept, weeks, saying.today),
    )

    def save() -> str:
        set_rota(
            by=request.actor,
            branch_id=branch_id,
            weeks=weeks,
            starts_on=form.cleaned_data["starts_on"],
            turns=form.turns(),
            now=read_clock(),
        )
        return rota_url(branch_id)

    page = EditPage(
        title=f"Weekly pattern of {branch.name}",
        back_url=rota_url(branch_id),
        back_said="On call",
        save=save,
        said="The rota is set.",
        intro="Duty changes when the branch opens in the morning: Friday's night is Friday's.",
        template="rota/pattern.html",
        extra={"weeks": weeks, "fewer": weeks - 1, "more": weeks + 1 if weeks < MOST_WEEKS else 0},
    )
    return edit(request, form, page)


def _weeks(request: SignedInRequest, kept: Pattern | None) -> int:
    asked = request.POST.get("weeks") or request.GET.get("weeks") or ""
    weeks = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 1 else 0
    return weeks if 1 <= weeks <= MOST_WEEKS else (kept.weeks if kept else 1)


def _initial(kept: Pattern | None, weeks: int, today: date) -> dict[str, Any]:
    """Return the pattern as the form shows it: somebody on all seven days is said once."""
    initial: dict[str, Any] = {"weeks": weeks, "starts_on": kept.starts_on if kept else _monday(today)}
    for week in range(weeks):
        for place in Place:
            days = [kept.turns.get((week, day, place)) if kept else None for day in range(len(WEEKDAYS))]
            if len(set(days)) == 1:
                initial[f"w{week}-all-{place}"] = str(days[0] or "")
            else:
                initial |= {f"w{week}-{day}-{place}": str(who or NOBODY) for day, who in enumerate(days)}
    return initial


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
