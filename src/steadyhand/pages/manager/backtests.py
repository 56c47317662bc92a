"""Try the promises on a log of one's own: bring it, choose the columns, read how many would have been kept."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from steadyhand.business.dealership.rules import STEWARDS, Role
from steadyhand.business.promises.backtests.bringing import CannotTry, Chosen, ask_to_replay, bring_log, throw_away
from steadyhand.business.promises.backtests.queries import BacktestStanding, backtest_of, backtests_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key, see_other, turn_back
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.manager.backtest_said import result_said, share_said
from steadyhand.shared.clock import read_clock
from steadyhand.shared.once import do_once

READERS = STEWARDS | {Role.SERVICE_MANAGER}
UNPROCESSABLE = 422
STATE_KINDS = {"brought": "waiting", "waiting": "moving", "done": "done", "failed": "late"}
# Which heading is likely meant, by what stands in it.
LIKELY = {
    "opened": ("opened", "created", "taken", "requested", "purchase", "start", "open"),
    "closed": ("resolved", "closed", "delivered", "completed", "arrived", "done", "end"),
    "given": ("promise", "due", "target", "sla", "estimated"),
}


class BringLogForm(forms.Form):
    """A log to be brought."""

    log = forms.FileField(
        label="Log",
        help_text="A CSV file with a header, and a line for each call, repair or order: opened when, closed when "
        "(empty if it is open), and what was known when it was opened.",
        error_messages={"required": "Choose a file.", "empty": "This file is empty: choose another one."},
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)


class ColumnsForm(forms.Form):
    """Which column is which."""

    opened = forms.ChoiceField(label="Opened")
    closed = forms.ChoiceField(
        label="Closed", help_text="What the promise is about: when it was done. Empty while open."
    )
    given = forms.ChoiceField(
        label="Promised by you", required=False, help_text="If the log has it: compared with the engine's promises."
    )
    segment = forms.ChoiceField(
        label="Alike are those of the same", required=False, help_text="Shown apart: a branch, a kind, an area."
    )
    features = forms.MultipleChoiceField(
        label="Known when it was opened",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only what was known then: what is written down later gives the end away.",
    )
    target = forms.DecimalField(
        label="To be kept, per cent",
        min_value=50,
        max_value=99,
        initial=95,
        error_messages={"min_value": "From 50 to 99 per cent.", "max_value": "From 50 to 99 per cent."},
    )

    def __init__(self, *args: Any, columns: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(name, f"{name} ({first})" if first else name) for name, first in columns]
        for name in ("opened", "closed", "given", "segment", "features"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # mypy: each of them is
            field.choices = shown if name in ("opened", "closed", "features") else [("", "None"), *shown]

    def chosen(self) -> Chosen:
        """Return what was chosen; only of a valid form."""
        said = self.cleaned_data
        taken = {said["opened"], said["closed"], said["given"]}
        return Chosen(
            opened=said["opened"],
            closed=said["closed"],
            given=said["given"],
            segment=said["segment"],
            features=tuple(name for name in said["features"] if name not in taken),
            target=float(said["target"]) / 100,
        )


@open_to(READERS)
@require_http_methods(["GET", "POST"])
def backtests(request: SignedInRequest) -> HttpResponse:
    """Show the logs that were brought, and take a new one."""
    form = BringLogForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            answer = do_once(
                tenant_id=request.actor.tenant_id,
                form_key=str(facts["form_key"]),
                now=read_clock(),
                do=lambda: {
                    "id": str(
                        bring_log(
                            by=request.actor, name=facts["log"].name, content=facts["log"].read(), now=read_clock()
                        )
                    )
                },
            )
        except CannotTry as refused:
            form.add_error("log", str(refused))
        else:
            return see_other(reverse("backtest", args=[answer["id"]]))
    saying = saying_for(request)
    lines = [
        {
            "line": line,
            "kind": STATE_KINDS[line.state],
            "brought": saying.when(line.asked_at),
            "kept": share_said(line.kept),
        }
        for line in backtests_of(request.actor)
    ]
    context = {"form": form, "lines": lines}
    return render(request, "manager/promises/backtests.html", context, status=UNPROCESSABLE if form.errors else 200)


@open_to(READERS)
@require_http_methods(["GET", "POST"])
def backtest(request: SignedInRequest, backtest_id: UUID) -> HttpResponse:
    """Show one log: its columns to choose, and what came of the replay."""
    standing = _one(request, backtest_id)
    posted = request.POST if request.method == "POST" else None
    form = ColumnsForm(posted, columns=standing.columns, initial=standing_choice(standing))
    if request.method == "POST" and form.is_valid():
        try:
            ask_to_replay(by=request.actor, backtest_id=backtest_id, chosen=form.chosen(), now=read_clock())
        except CannotTry as refused:
            form.add_error(None, str(refused))
        else:
            return see_other(reverse("backtest", args=[backtest_id]))
    context = {
        "standing": standing,
        "kind": STATE_KINDS[standing.state],
        "brought": saying_for(request).when(standing.asked_at),
        "form": form,
        "said": result_said(standing.result, target=float(standing.chosen.get("target", 0.95))),
    }
    return render(request, "manager/promises/backtest.html", context, status=UNPROCESSABLE if form.errors else 200)


@open_to(READERS)
@require_safe
def backtest_standing(request: SignedInRequest, backtest_id: UUID) -> HttpResponse:
    """Answer a page that asks again and again whether the replay is over; then it is shown anew."""
    standing = _one(request, backtest_id)
    context = {"standing": standing, "kind": STATE_KINDS[standing.state]}
    response = render(request, "manager/promises/_backtest_standing.html", context)
    if not standing.is_under_way:
        response.headers["HX-Refresh"] = "true"
    return response


@open_to(READERS)
@require_POST
def backtest_throw_away(request: SignedInRequest, backtest_id: UUID) -> HttpResponse:
    """Delete a log and what came of it."""
    _one(request, backtest_id)
    try:
        throw_away(by=request.actor, backtest_id=backtest_id, now=read_clock())
    except CannotTry as refused:
        return turn_back(request, reverse("backtests"), said=str(refused))
    messages.success(request, "The log and its result are deleted.")
    return see_other(reverse("backtests"))


def standing_choice(standing: BacktestStanding) -> dict[str, Any]:
    """Return what was chosen the last time; before that, what the headings look like."""
    if standing.chosen:
        return dict(standing.chosen) | {"target": round(float(standing.chosen["target"]) * 100, 1)}
    names = [name for name, _ in standing.columns]
    guessed: dict[str, Any] = {}
    for field, words in LIKELY.items():
        free = [name for name in names if name not in guessed.values()]
        guessed[field] = next((name for word in words for name in free if word in name.casefold()), "")
    return guessed | {"target": 95}


def _one(request: SignedInRequest, backtest_id: UUID) -> BacktestStanding:
    standing = backtest_of(request.actor, backtest_id)
    if standing is None:
        raise Http404
    return standing
