"""The versions of a kit: what each changed and why, one of them to read, and the way back to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.business.learning.actions.restore_kit import restore_kit
from steadyhand.business.learning.hiring.kit import Item
from steadyhand.business.learning.queries.kits import KitNow, Version, version_called, versions_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.hiring.keeping import LEADS
from steadyhand.pages.common.hiring.kits.saving import TurnForm, kept, kit_or_404, why_field, with_sent
from steadyhand.pages.common.hiring.wording import anchors_said
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, saying_for


class BackForm(TurnForm):
    why = why_field()


@open_to(LEADS)
@require_safe
def versions(request: SignedInRequest, post_key: str) -> HttpResponse:
    """Show the versions of a kit, newest first."""
    found, saying = kit_or_404(request, post_key), saying_for(request)
    rows = versions_of(request.actor.tenant_id, post_key)
    return shown(
        request,
        "hiring/kits/versions.html",
        {"kit": found, "versions": [_line(each, found, saying) for each in rows]},
    )


def _line(version: Version, found: KitNow, saying: Saying) -> dict[str, Any]:
    return {
        "version": version,
        "title": _title(version),
        "when": saying.when(version.at) if version.at else "",
        "counts": version.number == found.number,
    }


def _title(version: Version) -> str:
    if version.number == 0:
        return "What ships"
    return f"Version {version.number}" + (": back to what ships" if version.is_shipped else "")


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def version(request: SignedInRequest, post_key: str, version_number: int) -> HttpResponse:
    """Show one version; POST goes back to it, as a version more."""
    found, saying = kit_or_404(request, post_key), saying_for(request)
    row = version_called(request.actor.tenant_id, post_key, version_number)
    if row is None:
        raise Http404
    form = BackForm(request.POST or None, initial={"opened_number": found.number})
    status = 200

    def save() -> int:
        return restore_kit(
            by=request.actor,
            post=post_key,
            number=version_number,
            opened=form.cleaned_data["opened_number"],
            why=form.cleaned_data["why"],
            now=saying.now,
        )

    if request.method == "POST":
        answer, status = kept(request, form, save)
        if answer:
            messages.success(request, f"{_title(row)} counts again, as a version of its own. None is lost.")
            return see_other(reverse("hiring-kit", args=[post_key]))
        # They see now which version counts: the next press is about that.
        with_sent(form, opened_number=str(found.number))
    context = {
        "kit": found,
        **_line(row, found, saying),
        "is_same": row.contents == found.contents,
        "questions": [_asked(each, found) for each in row.contents.questions],
        "samples": [
            {"sample": each, "marks": [_asked(item, found) for item in each.items]} for each in row.contents.samples
        ],
        "form": form,
    }
    return shown(request, "hiring/kits/version.html", context, status=status)


def _asked(item: Item, found: KitNow) -> dict[str, Any]:
    titles = {each.code: each.title for each in found.post.needs}
    return {
        "item": item,
        "need": titles.get(item.criterion, f"{item.criterion}, which isn't in the list now"),
        "anchors": anchors_said(item),
    }
