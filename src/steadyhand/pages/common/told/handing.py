"""How is a fact that somebody is to pass on said: whose word it is, how they know, and what became of it?"""

from dataclasses import dataclass, field
from uuid import UUID

from django import forms
from django.urls import reverse

from steadyhand.business.conversations.actions.correct_handed import MAY_PUT_RIGHT
from steadyhand.business.conversations.queries.handed import Handed
from steadyhand.business.conversations.rules import HandedState
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.record.editing import OnceForm
from steadyhand.pages.common.saying import Saying
from steadyhand.shared.actor import Actor


class NotSoForm(OnceForm):
    """What isn't so about a handed fact."""

    because = forms.CharField(
        label="What isn't so, or how do you know?",
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text="Whoever gave it reads this; the customer doesn't.",
        error_messages={"required": "Write what isn't so about it, or how you know."},
    )


@dataclass(frozen=True, slots=True)
class HandedSaid:
    """A handed fact in words. `word` says where it stands, `since` when it was passed on."""

    id: UUID
    words: str
    # "Walt Jensen, parts: supplier's confirmation, 10:42".
    whose: str
    handed: str
    technician: str
    call: str
    customer: str
    word: str
    kind: str
    since: str
    is_standing: bool
    is_passed_on: bool
    is_untrue: bool
    because: str
    truth: str
    followup_url: str
    # Its giver or a manager: the others read who does.
    may_put_right: bool
    giver: str
    not_so: NotSoForm
    draft: str
    # Each form has a key of its own: doing one leaves the others to be done.
    form_key: str = field(default_factory=new_key)


def handed_said(fact: Handed, saying: Saying, *, by: Actor) -> HandedSaid:
    """Return a handed fact in words, for everybody who reads of it."""
    word, kind = _standing(fact)
    return HandedSaid(
        id=fact.id,
        words=fact.words,
        whose=f"{fact.giver}, {fact.department.label}: {fact.source_words}",
        handed=saying.when(fact.handed_at),
        technician=fact.technician,
        call=fact.call,
        customer=fact.customer,
        word=word,
        kind=kind,
        since=saying.when(fact.passed_on_at),
        is_standing=fact.state is HandedState.STANDING,
        is_passed_on=fact.passed_on_at is not None,
        is_untrue=fact.state is HandedState.UNTRUE,
        because=fact.untrue_because,
        truth=fact.truth,
        followup_url=reverse("followup", args=[fact.followup_id]) if fact.followup_id else "",
        may_put_right=may_put_right(by, fact),
        giver=fact.giver,
        not_so=NotSoForm(auto_id=f"{fact.id}-%s"),
        draft=draft_of(fact.id),
    )


def draft_of(handed_fact_id: UUID) -> str:
    """Return under which name a device keeps what isn't so until that was sent."""
    return f"not-so-{handed_fact_id}"


def may_put_right(by: Actor, fact: Handed) -> bool:
    """Tell whether the actor says how it is: whoever gave it, or who manages the branch."""
    return by.user_id == fact.giver_id or by.is_one_of_at(fact.branch_id, *MAY_PUT_RIGHT)


def _standing(fact: Handed) -> tuple[str, str]:
    if fact.state is HandedState.UNTRUE:
        return "not so", "stopped"
    if fact.state is HandedState.CORRECTED:
        return "put right", "done"
    return ("passed on", "done") if fact.passed_on_at else ("not passed on yet", "waiting")
