"""A work sample of a kit: its sheets, and for each need that it shows how 1, 3 and 5 look."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.learning.actions.change_kit import keep_sample
from steadyhand.business.learning.hiring.editing import sample_facts
from steadyhand.business.learning.hiring.kit import ANCHORS, Item, Sample
from steadyhand.business.learning.hiring.reading import LONGEST_SHEET, LONGEST_TITLE, LONGEST_WORDS, MOST_MINUTES
from steadyhand.business.learning.queries.kits import KitNow
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.hiring.keeping import LEADS
from steadyhand.pages.common.hiring.kits.saving import KitForm, kept, kit_or_404, line, why_field
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for

FIELDS = ("title", "minutes", "prepare", "candidate_sheet", "rater_sheet")
_SOUNDS = {1: "1: weak", 3: "3: fair", 5: "5: strong"}


def _sheet(label: str, missing: str, *, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_SHEET,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": missing},
    )


class SampleForm(KitForm):
    sheets = frozenset({"candidate_sheet", "rater_sheet"})

    title = line("What it is called", LONGEST_TITLE, "Give the sample a name.", rows=1)
    minutes = forms.IntegerField(
        label="Minutes",
        min_value=1,
        max_value=MOST_MINUTES,
        error_messages={"required": "Say how many minutes it takes: candidates are told."},
    )
    prepare = line("What to prepare", LONGEST_SHEET, "Say what has to lie there, and who plays whom.", rows=4)
    candidate_sheet = _sheet(
        "The candidate's sheet",
        "Write what the candidate is given to read.",
        help_text="It is handed out: nothing of the answer in it.",
    )
    rater_sheet = _sheet(
        "The rater's sheet",
        "Write what raters know and look for.",
        help_text="What is really wrong, and what to look for, a line a need.",
    )
    why = why_field()
    puts_back = forms.BooleanField(label="Put it back into the kit", required=False)

    def __init__(self, kit: KitNow, known: Sample | None, is_gone: bool, *args: Any, **kwargs: Any) -> None:  # noqa: FBT001  # one caller
        super().__init__(*args, **kwargs)
        needs = {each.code: each.title for each in kit.post.needs}
        # What it marks and the list hasn't any more stays to be read, and can be emptied.
        strays = [item.criterion for item in known.items if item.criterion not in needs] if known else []
        self.needs = {**needs, **{code: f"{code} (not in the list any more)" for code in strays}}
        for code in self.needs:
            for mark in ANCHORS:
                self.fields[f"anchor_{mark}_{code}"] = line(_SOUNDS[mark], LONGEST_WORDS, "", required=False)
        if not is_gone:
            del self.fields["puts_back"]

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        for code, title in self.needs.items():
            names = [f"anchor_{mark}_{code}" for mark in ANCHORS]
            empty = [name for name in names if not facts.get(name)]
            if empty and len(empty) < len(names):
                for name in empty:
                    self.add_error(name, f"“{title}” is marked by 1, 3 and 5: say this one too, or empty all three.")
        return facts

    def sample(self, code: str) -> Sample:
        facts = self.cleaned_data
        items = []
        for need in self.needs:
            low, fair, high = (facts[f"anchor_{mark}_{need}"] for mark in ANCHORS)
            if low:
                items.append(Item(f"{code}.{need}", need, facts["title"], "", (low, fair, high)))
        sheets = {name: facts[name] for name in FIELDS}
        return Sample(code=code, items=tuple(items), **sheets)

    def marks(self) -> list[dict[str, Any]]:
        """Return each need with its three fields; those that are marked unfolded."""
        found = []
        for code, title in self.needs.items():
            fields = [self[f"anchor_{mark}_{code}"] for mark in ANCHORS]
            found.append({"title": title, "fields": fields, "is_open": any(each.value() for each in fields)})
        return found


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def sample(request: SignedInRequest, post_key: str, sample_code: str = "") -> HttpResponse:
    """Write a new work sample, or change one."""
    found, saying = kit_or_404(request, post_key), saying_for(request)
    known = found.contents.sample(sample_code) if sample_code else None
    is_gone = bool(sample_code) and known is None
    if is_gone and request.method != "POST":
        raise Http404
    changes = sample_facts(known) if known else {} if is_gone else None
    form = SampleForm(found, known, is_gone, request.POST or None, changes=changes)
    status = 200

    def save() -> str:
        return keep_sample(
            by=request.actor,
            post=post_key,
            sample=form.sample(sample_code),
            why=form.cleaned_data["why"],
            opened=form.opened() if sample_code else None,
            puts_back=bool(form.cleaned_data.get("puts_back")),
            now=saying.now,
        )

    if request.method == "POST":
        answer, status = kept(request, form, save)
        if answer:
            messages.success(request, "Kept. New openings use it so; those that have begun stay as they are.")
            return see_other(reverse("hiring-kit", args=[post_key]))
    context = {
        "kit": found,
        "form": form,
        "title": "Change a work sample" if sample_code else "Add a work sample",
        "fields": [form[name] for name in FIELDS],
        "marks": form.marks(),
        "last": [form[name] for name in ("why", "puts_back") if name in form.fields],
    }
    return shown(request, "hiring/kits/sample.html", context, status=status)
