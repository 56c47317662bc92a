"""One's own scorecard: question by question with anchors, kept while it is filled in, blind until it is handed in."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.learning.actions.hiring.keep_card import keep_card
from steadyhand.business.learning.actions.hiring.note_reading import note_reading
from steadyhand.business.learning.hiring.kit import Item, Kit
from steadyhand.business.learning.hiring.rules import NOTE_LENGTH, findings
from steadyhand.business.learning.queries.hiring import (
    OwnCard,
    cards_shown,
    is_candidate_erased,
    is_candidate_here,
    own_card,
)
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.hiring.keeping import ALL, LEADS, UNPROCESSABLE, done_once
from steadyhand.pages.common.hiring.wording import finding_said
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import OnceForm, forget_draft, shown
from steadyhand.pages.common.saying import saying_for

NOT_ASSESSED = ""


class CardForm(OnceForm):
    """A mark and a note for each item of the kit."""

    use_required_attribute = False

    def __init__(self, card: OwnCard, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kit = card.kit
        # By what is asked and not by its place: an opening may take a newer kit while this page is open.
        for item in card.kit.items:
            mark = card.marks.get(item.key)
            self.fields[f"mark_{item.key}"] = forms.ChoiceField(
                label=item.asks,
                required=False,
                choices=_choices(item),
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "%(value)s is no mark: choose 1 to 5, or “not assessed”."},
                initial=NOT_ASSESSED if mark is None else str(mark),
            )
            self.fields[f"note_{item.key}"] = forms.CharField(
                label="What you saw or heard",
                required=False,
                max_length=NOTE_LENGTH,
                error_messages={
                    "max_length": "This has %(show_value)d characters; %(limit_value)d are the most. Say it shorter."
                },
                initial=card.notes.get(item.key, ""),
                widget=forms.Textarea({"rows": 2}),
            )

    def marks(self) -> dict[str, int | None]:
        given = {item.key: self.cleaned_data[f"mark_{item.key}"] for item in self._kit.items}
        return {key: int(mark) if mark else None for key, mark in given.items()}

    def notes(self) -> dict[str, str]:
        return {item.key: self.cleaned_data[f"note_{item.key}"] for item in self._kit.items}

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        sent = {name for name in self.data if name.startswith("mark_")}
        if sent - self.fields.keys():
            self.add_error(
                None,
                "This opening has taken a newer kit since you opened the page. What you marked of questions that "
                "stayed is here: look it through, mark the new ones, then send it again.",
            )
        return facts


def _choices(item: Item) -> list[tuple[str, str]]:
    low, fair, high = item.anchors
    if item.is_seen:
        no, not_yet, shown_now = item.marks
        return [
            (str(no), f"No: {low}"),
            (str(not_yet), f"Not yet: {fair}"),
            (str(shown_now), f"Shown: {high}"),
            (NOT_ASSESSED, "Not assessed"),
        ]
    return [
        ("1", f"1: {low}"),
        ("2", "2: between"),
        ("3", f"3: {fair}"),
        ("4", "4: between"),
        ("5", f"5: {high}"),
        (NOT_ASSESSED, "Not assessed"),
    ]


@open_to(ALL)
@require_http_methods(["GET", "POST"])
def card(request: SignedInRequest, candidate_id: UUID) -> HttpResponse:
    """Show one's own scorecard; POST keeps it, or hands it in."""
    saying, by = saying_for(request), request.actor
    if not is_candidate_here(by, candidate_id):
        raise Http404
    mine = own_card(by, candidate_id)
    if mine is None:
        # Whose it is, nobody reads here: only raters know their candidates.
        is_erased = is_candidate_erased(by, candidate_id)
        if is_erased:
            # What a rater's device still keeps of them goes with the rest.
            forget_draft(request)
        return shown(request, "hiring/not_asked.html", {"is_erased": is_erased})
    if mine.handed_in_at:
        cards = cards_shown(by, candidate_id) or ()
        note_reading(by=by, candidate_id=candidate_id, cards=len(cards), now=saying.now)
        context: dict[str, Any] = {
            "mine": mine,
            "when": saying.when(mine.handed_in_at),
            "leads": by.is_one_of(*LEADS),
            "candidate_id": candidate_id,
            "findings": [finding_said(each, mine.kit, cards) for each in findings(mine.kit, cards)],
        }
        return shown(request, "hiring/card_in.html", context)
    if mine.has_withdrawn:
        return shown(request, "hiring/withdrew.html", {"mine": mine})
    form = CardForm(mine, request.POST or None)
    hands_in = request.POST.get("do") == "hand-in"

    def keep() -> None:
        keep_card(
            by=by,
            candidate_id=candidate_id,
            marks=form.marks(),
            notes=form.notes(),
            hands_in=hands_in,
            now=saying.now,
        )

    if request.method == "POST" and done_once(request, form, keep):
        messages.success(request, "Handed in. Now you can read what the others saw." if hands_in else "Kept.")
        return see_other(reverse("hiring-card", args=[candidate_id]))
    context = {
        "mine": mine,
        "meets": saying.when(mine.meets_at) if mine.meets_at else "",
        "assessed": sum(mark is not None for mark in mine.marks.values()),
        "items": len(mine.kit.items),
        "form": form,
        **_laid_out(mine.kit, form),
    }
    return shown(request, "hiring/card.html", context, status=UNPROCESSABLE if form.errors else 200)


def _laid_out(kit: Kit, form: CardForm) -> dict[str, Any]:
    """Return the questions, and the samples with their sheets, each with its fields."""
    titles = {each.code: each.title for each in kit.criteria}
    at = {
        item.key: {
            "item": item,
            "criterion": titles[item.criterion],
            "mark": form[f"mark_{item.key}"],
            "note": form[f"note_{item.key}"],
        }
        for item in kit.items
    }
    return {
        "questions": [at[item.key] for item in kit.questions],
        "samples": [{"sample": sample, "items": [at[each.key] for each in sample.items]} for sample in kit.samples],
    }
