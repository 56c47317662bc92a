"""Photos and a voice note that go along with what somebody noticed: chosen in its form, or still on their phone."""

import re
from collections import Counter
from typing import Any

from django import forms

from steadyhand.business.followups.actions.hand_in_files import Handed
from steadyhand.business.followups.rules.files import MOST, FileKind, too_many
from steadyhand.pages.common.record.editing import OnceForm
from steadyhand.shared.media import MOST_READ_BYTES

# What is still on the phone, as its script writes it: kind and SHA-256, with commas between them.
_ON_PHONE = re.compile(r"(?:photo|voice):[0-9a-f]{64}(?:,(?:photo|voice):[0-9a-f]{64})*")
PHOTOS = tuple(f"photo_{number}" for number in range(1, MOST[FileKind.PHOTO] + 1))
VOICE = "voice"


def _photo(label: str) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"empty": "This photo is empty: choose another."},
    )


class GoingAlongForm(OnceForm):
    """A form with photos and a voice note, none of which has to be there."""

    photo_1, photo_2, photo_3 = _photo("Photo"), _photo("Another photo"), _photo("A third photo")
    voice = forms.FileField(
        label="Voice note",
        required=False,
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
        error_messages={"empty": "This voice note is empty: record it again."},
    )
    on_phone = forms.CharField(required=False, widget=forms.HiddenInput)
    leave_out = forms.BooleanField(label="Leave them out", required=False)

    def clean_on_phone(self) -> str:
        """Return what the phone keeps, if it is written as its script does."""
        typed = str(self.cleaned_data["on_phone"])
        if typed and not _ON_PHONE.fullmatch(typed):
            raise forms.ValidationError(
                "What the phone keeps can't be read: take the photos and the note out, and go on."
            )
        refused = too_many([file.kind for file in _named(typed)])
        if refused:
            raise forms.ValidationError(refused)
        return typed

    def handed(self) -> tuple[Handed, ...]:
        """Return what goes along."""
        here = [
            Handed(kind=FileKind.VOICE if name == VOICE else FileKind.PHOTO, content=file.read(MOST_READ_BYTES))
            for name in (*PHOTOS, VOICE)
            if (file := self.cleaned_data.get(name))
        ]
        return tuple(here) if self.cleaned_data["leave_out"] else (*here, *_named(self.cleaned_data["on_phone"]))

    @property
    def photos(self) -> list[forms.BoundField]:
        """Return the fields of photos, for the page."""
        return [self[name] for name in PHOTOS]

    @property
    def is_going_along_open(self) -> bool:
        return any(self[name].errors for name in (*PHOTOS, VOICE))

    @property
    def kept_on_phone(self) -> str:
        """Say what goes along from this phone though its form was refused: `2 photos and 1 voice note`."""
        typed = self["on_phone"].value() or ""
        return said_of(_named(typed)) if _ON_PHONE.fullmatch(typed) else ""


def said_of(files: tuple[Handed, ...]) -> str:
    """Return how many of each there are, in words."""
    counts: Counter[FileKind] = Counter(file.kind for file in files)
    said = [f"{counts[kind]} {kind.label}{'' if counts[kind] == 1 else 's'}" for kind in FileKind if counts[kind]]
    return " and ".join(said)


def _named(typed: Any) -> tuple[Handed, ...]:
    pairs = [each.partition(":") for each in str(typed).split(",") if each]
    return tuple(Handed(kind=FileKind(kind), on_phone=digest) for kind, _, digest in pairs)
