"""Clocks and thresholds: every one there is, what it does, where its default comes from, and the way to change it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steadyhand.business.dealership.actions.change_setting import change_setting
from steadyhand.business.dealership.actions.reset_setting import reset_setting
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.rules import STEWARDS
from steadyhand.business.dealership.settings.registry import AnySetting, registered_settings, setting_called
from steadyhand.business.dealership.settings.setting import MOST_PLACES, OutOfRange, Unit
from steadyhand.business.dealership.settings.values import Values, value_of, values_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import EditPage, OnceForm, edit, shown
from steadyhand.pages.common.record.forms import text
from steadyhand.shared.clock import read_clock

# What a part's settings are about, in the words of the page.
PARTS = {
    "calls": "calls and visits",
    "customers": "contracts and leases",
    "dispatch": "dispatch: what a good day is",
    "machines": "machines and meters",
    "needs": "needs of customers",
    "followups": "follow-ups: how long each may wait",
    "people": "technicians",
    "dealership": "people and links",
}
# As a whole number of their unit, which is how they are kept.
_TYPED_IN = {Unit.MINUTES: "minutes", Unit.WORKING_MINUTES: "minutes of working hours", Unit.SHARE: "per cent"}


class SettingForm(OnceForm):
    """One value, in the unit in which it is said."""

    value = forms.DecimalField(max_digits=14, decimal_places=MOST_PLACES)
    why = text("Why", 200, help_text="It goes into the history.")

    def __init__(self, *args: Any, setting: AnySetting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.setting = setting
        unit = _TYPED_IN.get(setting.unit, str(setting.unit))
        field = self.fields["value"]
        field.label = f"{setting.title}: {unit}" if unit else setting.title
        field.help_text = f"Between {setting.said(setting.least)} and {setting.said(setting.most)}."
        field.widget = forms.NumberInput(
            attrs={
                "min": f"{setting.typed(setting.least):f}",
                "max": f"{setting.typed(setting.most):f}",
                "step": "1" if setting.is_whole else "any",
            }
        )

    def clean_value(self) -> Decimal:
        value = self.setting.from_typed(self.cleaned_data["value"])
        try:
            self.setting.check(value)
        except OutOfRange as problem:
            raise forms.ValidationError(str(problem)) from problem
        return value


@open_to(STEWARDS)
@require_GET
def settings(request: SignedInRequest) -> HttpResponse:
    """Show every setting under its part, with what holds now."""
    known = registered_settings()
    values = values_of(request.actor.tenant_id, known)
    parts = [
        {"key": part, "title": capfirst(PARTS.get(part, part)), "lines": _lines(part, known, values)}
        for part in dict.fromkeys(setting.part for setting in known)
    ]
    context = {"parts": parts, "is_of_all": request.actor.branch_ids is None}
    return shown(request, "admin/settings.html", context)


@open_to(STEWARDS)
@require_http_methods(["GET", "POST"])
def setting_change(request: SignedInRequest, key: str) -> HttpResponse:
    """Change one value for the whole dealership."""
    setting = _setting_or_404(key)
    now_holds = value_of(request.actor.tenant_id, setting)
    initial = {"value": setting.typed(now_holds)}
    form = SettingForm(request.POST or None, setting=setting, initial=initial)

    def save() -> str:
        facts = form.cleaned_data
        change_setting(by=request.actor, key=key, value=facts["value"], why=facts["why"], now=read_clock())
        return _place(setting)

    page = EditPage(
        title=setting.title,
        back_url=_place(setting),
        back_said="Settings",
        save=save,
        said=f"{setting.title}: saved. It holds from now on.",
        intro=f"{setting.about} Default: {setting.said(setting.default)}. {setting.source}",
    )
    return edit(request, form, page)


@open_to(STEWARDS)
@require_POST
def setting_reset(request: SignedInRequest, key: str) -> HttpResponse:
    """Let the default hold again."""
    setting = _setting_or_404(key)
    try:
        reset_setting(by=request.actor, key=key, now=read_clock())
    except CannotRunItSo as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{setting.title}: back to {setting.said(setting.default)}.")
    return see_other(_place(setting))


def _lines(part: str, known: Iterable[AnySetting], values: Values) -> list[dict[str, Any]]:
    return [
        {
            "setting": setting,
            "said": setting.said(values[setting]),
            "default": setting.said(setting.default),
            "is_changed": values.is_changed(setting),
        }
        for setting in known
        if setting.part == part
    ]


def _place(setting: AnySetting) -> str:
    """Return where a setting stands on the page of all of them."""
    return f"{reverse('settings')}#{setting.key}"


def _setting_or_404(key: str) -> AnySetting:
    setting = setting_called(key)
    if setting is None:
        raise Http404
    return setting
