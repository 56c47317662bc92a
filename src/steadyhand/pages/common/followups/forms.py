"""What can somebody do with a follow-up? One form and one action each; the page shows those that fit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms

from steadyhand.business.followups.actions.acknowledge import acknowledge
from steadyhand.business.followups.actions.add_note import add_note
from steadyhand.business.followups.actions.finish_step import finish_step
from steadyhand.business.followups.actions.give_to import give_to
from steadyhand.business.followups.actions.pause import pause
from steadyhand.business.followups.actions.promise_step import promise_step
from steadyhand.business.followups.actions.reopen_followup import reopen_followup
from steadyhand.business.followups.actions.resume import resume
from steadyhand.business.followups.actions.take_back import take_back
from steadyhand.business.followups.queries.inbox import Line
from steadyhand.business.followups.queries.story import Story
from steadyhand.business.followups.registry import kind_called
from steadyhand.business.promises.rules import Channel
from steadyhand.flows.need.answer_need import reached
from steadyhand.flows.visit.part_is_here import end_followup_by_hand
from steadyhand.pages.common.composing.fields import CustomerWords, Promises
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.record.editing import DayInput
from steadyhand.pages.common.saying import Saying, SkippedHour
from steadyhand.shared.actor import Actor

CHANNELS = (("phone", "by phone"), ("visit", "in person"), ("email", "by e-mail"), ("sms", "by text message"))
# When a day was named and no hour: before the first call.
MORNING = time(8)
END_OF_DAY = time(17)
DAY = timedelta(days=1)
# More than a follow-up ever has; a longer number is nonsense that no database takes.
MOST_EVENTS = 1_000_000


class DoForm(forms.Form):
    """Something to be done once, however often it is sent."""

    use_required_attribute = False

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)
    # How much of the story stood on the page on which this was decided.
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_EVENTS)

    def __init__(self, line: Line, story: Story, saying: Saying, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.line, self.story, self.saying = line, story, saying
        self.fields["seen"].initial = story.seen

    def see_now(self, story: Story) -> None:
        """Let the form, sent again, be decided on all that its page shows now."""
        self.data = {**dict(self.data.items()), self.add_prefix("seen"): str(story.seen)}


class WordsForm(DoForm):
    """A few words."""

    words = forms.CharField(
        max_length=2000,
        label="In a few words",
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Write a few words: everybody who listens reads them."},
    )


class ReachedForm(WordsForm):
    """Whoever waits was spoken to."""

    words = CustomerWords(
        label="What was said",
        help_text="What the customer heard or read from us; colleagues who listen read it too.",
        rows=2,
        max_length=2000,
        promises=Promises(None, Channel.PHONE),
        error_messages={"required": "Write a few words: what was said to them?"},
    )
    channel = forms.ChoiceField(choices=CHANNELS, label="How", initial="phone")
    field_order = ("channel", "words")


class _OnADay(WordsForm):
    on = forms.DateField(widget=DayInput, error_messages={"required": "Choose a day."})
    at_hour = END_OF_DAY

    def clean_on(self) -> datetime:
        on = self.cleaned_data["on"]
        try:
            return self.saying.moment(on, self.at_hour)
        except SkippedHour as skipped:
            raise forms.ValidationError(str(skipped)) from skipped


class StepForm(_OnADay):
    """What happens next, by the end of which day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = "What happens next"
        self.fields["on"].label = "By the end of"
        self.fields["on"].initial = self.saying.today + DAY


class PauseForm(_OnADay):
    """What it waits for, until the morning of which day."""

    at_hour = MORNING

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = "What it waits for"
        self.fields["on"].label = "Until the morning of"


class EndForm(WordsForm):
    """How it ended, and why."""

    outcome = forms.ChoiceField(label="How it ended", widget=forms.RadioSelect)
    on = forms.DateField(
        required=False, widget=DayInput, label="Comes back on", help_text="Only for what is put off until a day."
    )
    field_order = ("outcome", "words", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"] = forms.ChoiceField(
            choices=[(each.name, each.label) for each in self.story.outcomes],
            label="How it ended",
            widget=forms.RadioSelect,
            error_messages={"required": "Choose how it ended."},
        )
        self.fields["words"].label = "Why"
        if not any(each.comes_back for each in self.story.outcomes):
            del self.fields["on"]
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = next((each for each in self.story.outcomes if each.name == cleaned.get("outcome")), None)
        on = cleaned.get("on")
        if chosen is not None and chosen.comes_back and on is None:
            self.add_error("on", "Choose the day on which it comes back by itself.")
        cleaned["comes_back_at"] = None
        if chosen is not None and chosen.comes_back and on is not None:
            try:
                cleaned["comes_back_at"] = self.saying.moment(on, MORNING)
            except SkippedHour as skipped:
                self.add_error("on", str(skipped))
        return cleaned


class GiveForm(DoForm):
    """Who has it from now on."""

    owner = forms.ChoiceField(label="To")
    words = forms.CharField(max_length=2000, required=False, label="What they need to know")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = forms.ChoiceField(
            choices=[("", "Choose somebody"), *((str(key), name) for key, name in self.story.others)],
            label="To",
            error_messages={"required": "Choose who has it from now on."},
        )
        self.order_fields(("owner", "words"))


Act = Callable[[Actor, UUID, Mapping[str, Any], datetime], None]


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that can be done: its form, its action, and what the next page says."""

    form: type[DoForm]
    act: Act
    said: str


def _reached(by: Actor, followup_id: UUID, facts: Mapping[str, Any], now: datetime) -> None:
    reached(by=by, followup_id=followup_id, channel=facts["channel"], words=facts["words"], now=now)


DOINGS: Mapping[str, Doing] = {
    "mine": Doing(
        DoForm, lambda by, it, _facts, now: acknowledge(by=by, followup_id=it, now=now), "You have taken it on."
    ),
    "reached": Doing(
        ReachedForm,
        _reached,
        "Written down: they were reached.",
    ),
    "step": Doing(
        StepForm,
        lambda by, it, facts, now: promise_step(
            by=by, followup_id=it, words=facts["words"], due_at=facts["on"], now=now
        ),
        "The next step is promised.",
    ),
    "step_done": Doing(
        DoForm, lambda by, it, _facts, now: finish_step(by=by, followup_id=it, now=now), "The step is done."
    ),
    "pause": Doing(
        PauseForm,
        lambda by, it, facts, now: pause(by=by, followup_id=it, words=facts["words"], until=facts["on"], now=now),
        "It waits until then.",
    ),
    "resume": Doing(DoForm, lambda by, it, _facts, now: resume(by=by, followup_id=it, now=now), "It goes on."),
    "end": Doing(
        EndForm,
        lambda by, it, facts, now: end_followup_by_hand(
            by=by,
            followup_id=it,
            outcome=facts["outcome"],
            words=facts["words"],
            comes_back_at=facts["comes_back_at"],
            now=now,
        ),
        "It has ended; everybody who listens is told.",
    ),
    "note": Doing(
        WordsForm,
        lambda by, it, facts, now: add_note(by=by, followup_id=it, words=facts["words"], now=now),
        "Noted. No clock stops for it.",
    ),
    "give": Doing(
        GiveForm,
        lambda by, it, facts, now: give_to(
            by=by, followup_id=it, owner=UUID(facts["owner"]), words=facts["words"], now=now
        ),
        "It is theirs now.",
    ),
    "take": Doing(DoForm, lambda by, it, _facts, now: _take(by, it, now), "It is yours now."),
    "reopen": Doing(
        WordsForm,
        lambda by, it, facts, now: reopen_followup(by=by, followup_id=it, words=facts["words"], now=now),
        "It is open again.",
    ),
    "undo": Doing(DoForm, lambda by, it, _facts, now: take_back(by=by, followup_id=it, now=now), "Undone."),
}


def _take(by: Actor, followup_id: UUID, now: datetime) -> None:
    if by.user_id is not None:
        give_to(by=by, followup_id=followup_id, owner=by.user_id, now=now)


def _moving(story: Story) -> list[str]:
    return [
        "end",
        *(["step_done"] if story.step_due_at else []),
        "step",
        "resume" if story.paused_until else "pause",
    ]


def fitting(line: Line, story: Story, by: Actor) -> tuple[str, ...]:
    """Return what can be done now, in the order in which the page shows it.

    What stands for a record of its own is moved and ended there.
    """
    found = _fitting(line, story, by)
    if line.about_kind and kind_called(line.kind).ends_there:
        return tuple(each for each in found if each not in _DONE_THERE)
    return found


# What the record itself says of a follow-up that stands for it (followups/keeping/acting.py).
_DONE_THERE = frozenset({"end", "step", "step_done", "pause", "resume", "reopen", "reached"})


def _fitting(line: Line, story: Story, by: Actor) -> tuple[str, ...]:
    if line.state == "merged":
        return ("note",)
    # What stands for a record is moved and ended there (the page says where), and here only handed on and spoken of.
    stands_for_record = bool(line.about_kind and kind_called(line.kind).ends_there)
    if line.state == "ended":
        return ("note",) if stands_for_record else ("reopen", "note")
    is_mine = line.owner_id == by.user_id
    can_take = not is_mine and any(key == by.user_id for key, _ in story.others)
    return (
        *(["mine"] if is_mine and not line.is_acknowledged else []),
        *(["take"] if can_take else []),
        *(["reached"] if line.is_waiting and not stands_for_record else []),
        *([] if stands_for_record else _moving(story)),
        *(["give"] if story.others else []),
        "note",
    )
