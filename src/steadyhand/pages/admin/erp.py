"""The folder beside the ERP: how it stands, what came, and what its files are."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from steadyhand.business.dealership.rules import STEWARDS, Role
from steadyhand.imports.runs.plan import presets
from steadyhand.imports.watching.queries import DeliveryLine, deliveries, folder_standing, mappings
from steadyhand.imports.watching.setting_up import (
    LONGEST_KEEPING,
    LONGEST_SILENCE,
    CannotSetUp,
    FolderDescribed,
    change_mapping,
    drop_mapping,
    keep_mapping_of_run,
    keep_preset,
    name_to_begin_with,
    set_up_folder,
)
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.erp_notes import erp_notes
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.common.record.editing import DayInput, EditPage, OnceForm, edit, shown
from steadyhand.pages.common.record.forms import text
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.shared.clock import read_clock

LOOKS = STEWARDS | {Role.SERVICE_MANAGER}
STATE_KINDS = {"taken": "moving", "landed": "done", "failed": "late"}


class FolderForm(OnceForm):
    name = text("Folder", 60, required=True, help_text="Small letters, digits and hyphens.")
    is_on = forms.BooleanField(label="Look into it", required=False, initial=True)
    silent_after_minutes = forms.IntegerField(
        label="Say so after as many minutes without a file",
        min_value=1,
        max_value=LONGEST_SILENCE,
        initial=240,
        help_text="On this page and the manager's. 240 is four hours.",
    )
    keep_days = forms.IntegerField(
        label="Keep files in done/ and failed/ for as many days", min_value=1, max_value=LONGEST_KEEPING, initial=30
    )
    bills_since = forms.DateField(
        label="Calls closed from this day on go out for billing",
        required=False,
        widget=DayInput(),
        help_text="Empty: none go out.",
    )


class MappingForm(OnceForm):
    pattern = text("Files called", 120, required=True, help_text="A star stands for anything, as in customers*.csv.")
    in_front = text(
        "In front of their numbers", 12, help_text="Where another system uses the same numbers, as in OLD-."
    )
    lists_all = forms.BooleanField(
        label="Each file lists everything there is",
        required=False,
        help_text="What such a list lacks is shown under Differences; nothing is ever deleted.",
    )


@open_to(LOOKS)
@require_safe
def erp(request: SignedInRequest) -> HttpResponse:
    """Show how the folder stands, what came last, and what its files are."""
    saying = saying_for(request)
    actor = request.actor
    folder = folder_standing(actor, now=saying.now)
    is_steward = actor.is_one_of(*STEWARDS)
    context = {
        "folder": folder,
        "facts": _facts(saying, folder),
        "erp_notes": erp_notes(actor, saying),
        "lines": [_line(saying, each, is_steward=is_steward) for each in deliveries(actor)],
        "mappings": mappings(actor),
        "presets": presets(),
        "is_steward": is_steward,
        "sees_all": actor.branch_ids is None,
    }
    return shown(request, "admin/erp/erp.html", context)


@open_to(STEWARDS)
@require_http_methods(["GET", "POST"])
def folder(request: SignedInRequest) -> HttpResponse:
    """Set the folder up, or change what is known about it."""
    saying = saying_for(request)
    known = folder_standing(request.actor, now=saying.now)
    initial: dict[str, Any] = {"name": name_to_begin_with(request.actor.tenant_id)}
    if known is not None:
        initial = {name: getattr(known, name) for name in ("name", "is_on", "silent_after_minutes", "keep_days")}
        initial["bills_since"] = saying.on(known.bills_since) if known.bills_since else None
    form = FolderForm(request.POST or None, initial=initial)

    def save() -> str:
        facts = form.facts()
        since = facts.pop("bills_since")
        begins = saying.starts_and_ends(since)[0] if since else None
        set_up_folder(by=request.actor, folder=FolderDescribed(**facts, bills_since=begins), now=saying.now)
        return reverse("erp")

    page = EditPage(
        title="The ERP's folder",
        intro="Your ERP writes its lists into in/ there. They are read within a minute.",
        back_url=reverse("erp"),
        back_said="ERP",
        save=save,
        said="Saved.",
    )
    return edit(request, form, page)


@open_to(STEWARDS)
@require_http_methods(["GET", "POST"])
def mapping(request: SignedInRequest, mapping_id: UUID) -> HttpResponse:
    """Say for which files a mapping is."""
    line = next((each for each in mappings(request.actor) if each.id == mapping_id), None)
    if line is None:
        raise Http404
    initial = {"pattern": line.pattern, "in_front": line.prefix, "lists_all": line.lists_all}
    form = MappingForm(request.POST or None, initial=initial)

    def save() -> str:
        facts = form.facts()
        change_mapping(
            by=request.actor,
            mapping_id=mapping_id,
            pattern=facts["pattern"],
            prefix=facts["in_front"],
            lists_all=facts["lists_all"],
            now=read_clock(),
        )
        return reverse("erp")

    page = EditPage(
        title=f"Files of {line.kind_label}",
        intro=f"Read from the columns {', '.join(line.columns)}.",
        back_url=reverse("erp"),
        back_said="ERP",
        save=save,
        said="Saved.",
    )
    return edit(request, form, page)


@open_to(STEWARDS)
@require_POST
def mapping_drop(request: SignedInRequest, mapping_id: UUID) -> HttpResponse:
    """Take a mapping away from the folder."""
    if not any(each.id == mapping_id for each in mappings(request.actor)):
        raise Http404
    try:
        pattern = drop_mapping(by=request.actor, mapping_id=mapping_id, now=read_clock())
    except CannotSetUp as refused:
        return turn_back(request, reverse("erp"), said=str(refused))
    messages.success(request, f"Files called {pattern} are read no more; they go to failed/.")
    return see_other(reverse("erp"))


@open_to(STEWARDS)
@require_POST
def mapping_keep(request: SignedInRequest, run_id: UUID) -> HttpResponse:
    """Keep the columns of an import for the folder's files."""
    try:
        patterns = keep_mapping_of_run(by=request.actor, run_id=run_id, now=read_clock())
    except CannotSetUp as refused:
        if request.actor.branch_ids is not None:
            raise Http404 from refused
        return turn_back(request, reverse("erp"), said=str(refused))
    messages.success(request, f"Files called {', '.join(patterns)} are read by these columns from now on.")
    return see_other(reverse("erp"))


@open_to(STEWARDS)
@require_POST
def preset_keep(request: SignedInRequest) -> HttpResponse:
    """Keep a mapping that comes along for the folder's files."""
    name = request.POST.get("preset", "")
    if name not in presets():
        return turn_back(
            request, reverse("erp"), said=f"There is no mapping called {name!r}; choose one from the list."
        )
    try:
        patterns = keep_preset(by=request.actor, name=name, now=read_clock())
    except CannotSetUp as refused:
        return turn_back(request, reverse("erp"), said=str(refused))
    messages.success(request, f"Files called {', '.join(patterns)} are read by it from now on.")
    return see_other(reverse("erp"))


def _facts(saying: Saying, folder: Any) -> dict[str, str]:
    if folder is None:
        return {}
    return {
        "looked": saying.when(folder.looked_at) if folder.looked_at else "not yet",
        "last": saying.when(folder.last.taken_at) if folder.last else "",
        "bills": saying.day(saying.on(folder.bills_since)) if folder.bills_since else "",
        "waiting": ", ".join(f"{each.name} ({saying.ago(each.since)})" for each in folder.waiting),
    }


def _line(saying: Saying, line: DeliveryLine, *, is_steward: bool) -> dict[str, Any]:
    return {
        "delivery": line,
        "kind": STATE_KINDS[line.state],
        "taken": saying.when(line.taken_at),
        "numbers": [f"{number:,}" for number in (line.read, line.new, line.changed)],
        # Whoever may not open imports reads the numbers and asks those who may.
        "run_id": line.run_id if is_steward else None,
    }
