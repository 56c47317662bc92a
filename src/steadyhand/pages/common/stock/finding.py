"""Which part is meant? Found in the catalogue by number or name, typed or scanned, within the form that moves it."""

from typing import Any

from django import forms
from django.http import QueryDict

from steadyhand.business.machines.queries import PartFound, find_parts, part_numbered, parts_named
from steadyhand.pages.common.record.editing import OnceForm
from steadyhand.shared.actor import Actor


class PartForm(OnceForm):
    """A form about one part: chosen from what was found, or named so that only one can be meant.

    A scanner types the number and presses Enter: that is enough.
    """

    use_required_attribute = False

    find = forms.CharField(
        label="Part",
        required=False,
        max_length=200,
        help_text="Number or name, or scan its label.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "type": "search"}),
    )
    part = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, by: Actor, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._by = by
        self.found: tuple[PartFound, ...] = ()
        self.chosen: PartFound | None = None
        part_id = self.initial.get("part")
        if data is None and part_id:
            self.chosen = parts_named(by, [part_id]).get(part_id)
        elif data is None and self.initial.get("find"):
            self.found = find_parts(by, str(self.initial["find"]))

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        typed, part_id = facts.get("find", ""), facts.get("part")
        # Chosen before something else was scanned over it: what was scanned last is meant.
        if part_id and typed and part_id not in {part.id for part in find_parts(self._by, typed)}:
            part_id = None
        if part_id:
            self.chosen = parts_named(self._by, [part_id]).get(part_id)
            if self.chosen is None:
                self.add_error("find", "This part is no longer in the catalogue; look for it again.")
        elif not typed:
            self.add_error("find", "Which part? Type its number or a word of its name, or scan its label.")
        else:
            self._settle(typed)
        if self.chosen is not None:
            self.found = (self.chosen,)
            facts["part"] = self.chosen.id
        return facts

    def _settle(self, typed: str) -> None:
        self.chosen = part_numbered(self._by, typed)
        if self.chosen is not None:
            return
        self.found = find_parts(self._by, typed)
        if len(self.found) == 1:
            (self.chosen,) = self.found
        elif self.found:
            self.add_error("find", f"Several parts are called “{typed}”; choose one of them below.")
        else:
            nothing = f"Nothing in the catalogue is called “{typed}”. Try its number or one word of its name."
            self.add_error("find", nothing)
