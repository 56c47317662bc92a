"""Files come in: bring them, look at what they are taken for and at the report, land them or let them be."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from steadyhand.business.dealership.rules import STEWARDS
from steadyhand.imports.bringing import CannotImport, ask_to_land, bring_files, change_mapping, discard_run
from steadyhand.imports.examples import examples_archive
from steadyhand.imports.mapping_form import FileColumns, columns_of_run, mapping_from
from steadyhand.imports.queries import RunStanding, import_runs, rejected_of, rejects_file
from steadyhand.imports.queries import import_run as standing_of
from steadyhand.imports.runs.plan import preset_text, presets
from steadyhand.imports.runs.report import FileReport
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.erp_notes import erp_notes
from steadyhand.pages.common.leaving import new_key, see_other, turn_back
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.clock import read_clock
from steadyhand.shared.once import do_once

UNPROCESSABLE = 422
STATE_KINDS = {
    "queued": "waiting",
    "checking": "moving",
    "checked": "held",
    "landing": "moving",
    "landed": "done",
    "discarded": "stopped",
    "failed": "late",
}


class _SeveralFiles(forms.ClearableFileInput):
    """A file field that takes more than one."""

    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Files rather than a file."""

    widget = _SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        files = data if isinstance(data, list | tuple) else [data]
        return [super(_FilesField, self).clean(file, initial) for file in files]


class BringForm(forms.Form):
    lists = _FilesField(label="Files", help_text="CSV, Excel or OpenDocument lists, or a ZIP of several.")
    preset = forms.ChoiceField(label="They come from", required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.fields["preset"]
        assert isinstance(kept, forms.ChoiceField)  # noqa: S101  # mypy: it is the one above
        kept.choices = [("", "any system: find out"), *presets().items()]


@open_to(STEWARDS)
@require_http_methods(["GET", "POST"])
def imports(request: SignedInRequest) -> HttpResponse:
    """Show the imports there were, and take new files."""
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            answer = do_once(
                tenant_id=request.actor.tenant_id,
                form_key=str(facts["form_key"]),
                now=read_clock(),
                do=lambda: {
                    "run": str(
                        bring_files(
                            by=request.actor,
                            files=facts["lists"],
                            preset=preset_text(facts["preset"]) if facts["preset"] else "",
                            now=read_clock(),
                        )
                    )
                },
            )
        except CannotImport as refused:
            form.add_error("lists", str(refused))
        else:
            return see_other(reverse("import-run", args=[answer["run"]]))
    saying = saying_for(request)
    lines = [
        {
            "run": line,
            "brought": saying.when(line.made_at),
            "kind": STATE_KINDS[line.state],
            "numbers": [f"{number:,}" for number in (line.new, line.changed, line.rejected)],
        }
        for line in import_runs(request.actor)
    ]
    context = {"form": form, "lines": lines, "erp_notes": erp_notes(request.actor, saying)}
    return render(request, "admin/imports/imports.html", context, status=UNPROCESSABLE if form.errors else 200)


@open_to(STEWARDS)
@require_safe
def examples(_request: SignedInRequest) -> HttpResponse:
    """Hand out lists of an invented dealership, to try the import with and to copy headers from."""
    response = HttpResponse(examples_archive(), content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="steadyhand-examples.zip"'
    return response


@open_to(STEWARDS)
@require_safe
def import_run(request: SignedInRequest, run_id: UUID) -> HttpResponse:
    """Show one import: how far it is, its report, its columns, and what can be done with it."""
    return _page(request, _run(request, run_id), {})


@open_to(STEWARDS)
@require_safe
def standing(request: SignedInRequest, run_id: UUID) -> HttpResponse:
    """Answer a page that asks again and again how far the import is; when that changes, it is shown anew."""
    run = _run(request, run_id)
    response = render(request, "admin/imports/_standing.html", _standing(request, run))
    if not run.is_busy:
        response.headers["HX-Refresh"] = "true"
    return response


@open_to(STEWARDS)
@require_POST
def columns(request: SignedInRequest, run_id: UUID) -> HttpResponse:
    """Take another idea of what the files are and which column is which, and check them again."""
    run = _run(request, run_id)
    try:
        mapping = mapping_from(columns_of_run(request.actor, run_id), request.POST)
        change_mapping(by=request.actor, run_id=run_id, mapping=mapping, now=read_clock())
    except CannotImport as refused:
        return _page(request, run, {"refused": str(refused)}, status=UNPROCESSABLE)
    messages.success(request, "The files are being checked again.")
    return see_other(reverse("import-run", args=[run_id]))


@open_to(STEWARDS)
@require_POST
def land(request: SignedInRequest, run_id: UUID) -> HttpResponse:
    """Queue the landing; the page then shows how far it is."""
    _run(request, run_id)
    to = reverse("import-run", args=[run_id])
    try:
        ask_to_land(
            by=request.actor,
            run_id=run_id,
            accepts_good_rows=request.POST.get("rejected") == "leave",
            now=read_clock(),
        )
    except CannotImport as refused:
        return turn_back(request, to, said=str(refused))
    return see_other(to)


@open_to(STEWARDS)
@require_POST
def discard(request: SignedInRequest, run_id: UUID) -> HttpResponse:
    """Give the files up; nothing of them has landed."""
    _run(request, run_id)
    try:
        discard_run(by=request.actor, run_id=run_id, now=read_clock())
    except CannotImport as refused:
        return turn_back(request, reverse("import-run", args=[run_id]), said=str(refused))
    messages.success(request, "The files were discarded. Nothing of them has landed.")
    return see_other(reverse("imports"))


@open_to(STEWARDS)
@require_safe
def rejects(request: SignedInRequest, run_id: UUID) -> HttpResponse | FileResponse:
    """Hand out a file of rejected rows, the reasons beside them; `file` counts the run's files from 0."""
    run = _run(request, run_id)
    number = request.GET.get("file", "0")
    path = rejects_file(run_id, run.report, int(number)) if run.report and number.isdecimal() else None
    if path is None or not path.is_file():
        messages.info(request, "There is no file of rejected rows: every row was good.")
        return see_other(reverse("import-run", args=[run_id]))
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


def _run(request: SignedInRequest, run_id: UUID) -> RunStanding:
    run = standing_of(request.actor, run_id)
    if run is None:
        raise Http404
    return run


def _page(request: SignedInRequest, run: RunStanding, more: dict[str, Any], *, status: int = 200) -> HttpResponse:
    files: Iterable[FileColumns] = columns_of_run(request.actor, run.id) if run.can_be_changed else ()
    context = _standing(request, run) | {
        "report": run.report,
        "lines": [_line(file) for file in run.report.files] if run.report else [],
        "rejected": rejected_of(run.id, run.report) if run.report else [],
        "files": files,
        "brought": saying_for(request).when(run.made_at),
        # Those of one branch don't look after the folder, which is everybody's.
        "can_keep": bool(run.mapping) and not run.is_busy and request.actor.branch_ids is None,
    }
    return render(request, "admin/imports/import_run.html", context | more, status=status)


def _line(file: FileReport) -> dict[str, Any]:
    numbers = (file.read, file.new, file.changed, file.unchanged, file.rejected)
    return {"file": file, "numbers": [f"{number:,}" for number in numbers]}


def _standing(_request: SignedInRequest, run: RunStanding) -> dict[str, Any]:
    return {
        "run": run,
        "state_kind": STATE_KINDS[run.state],
        # The guess may fall short of the truth; a bar never runs over.
        "most_rows": max(run.rows_guessed, run.rows_read, 1),
    }
