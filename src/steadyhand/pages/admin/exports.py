"""Files go out: everything the person may see, or some kinds of it, in one archive."""

import tempfile
import zipfile
from pathlib import Path
from typing import Any

from django import forms
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from steadyhand.business.dealership.rules import STEWARDS
from steadyhand.imports.exporting import CannotExport, as_of, export_files
from steadyhand.imports.kinds import EVERY_KIND
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.shared.clock import read_clock

UNPROCESSABLE = 422


class ExportForm(forms.Form):
    file_format = forms.ChoiceField(
        label="As",
        choices=[("csv", "CSV, for any program"), ("xlsx", "Excel workbooks")],
        initial="csv",
        widget=forms.RadioSelect,
    )
    kinds = forms.MultipleChoiceField(
        label="Only these",
        required=False,
        help_text="Leave all empty for everything.",
        choices=[(kind.name, kind.label) for kind in EVERY_KIND.values()],
        widget=forms.CheckboxSelectMultiple,
    )


@open_to(STEWARDS)
@require_safe
def exports(request: SignedInRequest) -> HttpResponse | FileResponse:
    """Ask what is wanted, and hand it out."""
    # A download changes nothing and is no page to come back to: it is asked for by its address.
    form = ExportForm(request.GET or None, initial={"file_format": "csv"})
    if form.is_valid():
        try:
            return _archive(request, form.cleaned_data)
        except CannotExport as refused:
            form.add_error(None, str(refused))
    return render(request, "admin/imports/exports.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)


def _archive(request: SignedInRequest, wanted: dict[str, Any]) -> FileResponse:
    now = read_clock()
    # It vanishes when the last byte has been sent, whoever breaks the download off.
    packed = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    with tempfile.TemporaryDirectory() as folder:
        files = export_files(Path(folder), by=request.actor, kinds=wanted["kinds"], file_format=wanted["file_format"])
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                archive.write(file.path, file.path.name)
    packed.seek(0)
    return FileResponse(packed, as_attachment=True, filename=f"{as_of(now)}.zip")
