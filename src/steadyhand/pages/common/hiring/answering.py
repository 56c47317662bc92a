"""A candidate hears from us: a letter that is drafted and looked at while it is written, or a talk on the phone."""

from datetime import date, time
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.present import working_here
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.learning.actions.answer_candidate import Told, Way, answer_candidate
from steadyhand.business.learning.actions.hiring.note_reading import note_reading
from steadyhand.business.learning.actions.hiring.withdraw_candidate import withdraw_candidate
from steadyhand.business.learning.actions.owe_answer import hear_by, owe_answer
from steadyhand.business.learning.hiring.letters import Known, Letter, draft_of, letter_for, subject_of
from steadyhand.business.learning.hiring.reaching import mail_in
from steadyhand.business.learning.queries.answers import AnswerStanding, answer_standing
from steadyhand.business.learning.queries.decided import Decision, decision_on
from steadyhand.business.learning.queries.hiring import CandidateFacts, candidate_called, owes_card
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.flows.person.write_to_candidate import letters_leave, send_letter
from steadyhand.pages.common.composing.fields import CustomerWords
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.hiring.keeping import LEADS, UNPROCESSABLE, TapForm, done_once
from steadyhand.pages.common.hiring.wording import due_said
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import DayInput, OnceForm, forget_draft, shown
from steadyhand.pages.common.saying import Saying, SkippedHour, date_said, saying_for
from steadyhand.shared.actor import Actor

LETTERS = [(each.value, each.label.capitalize()) for each in Letter]


class LetterForm(OnceForm):
    """What they are written, drafted from what was decided."""

    use_required_attribute = False

    subject = CustomerWords(
        label="Subject",
        rows=1,
        is_line=True,
        reader="The candidate",
        max_length=200,
        error_messages={"required": "Give the letter a subject."},
    )
    words = CustomerWords(
        label="What they read",
        rows=14,
        reader="The candidate",
        max_length=5000,
        help_text="Ready to send. Change what you would say another way; it is kept as you leave it.",
        error_messages={"required": "Write what they read."},
    )


class PhoneForm(OnceForm):
    """What they were told, by whom and when."""

    use_required_attribute = False

    letter = forms.ChoiceField(label="What it was about", choices=LETTERS)
    told_by = forms.ChoiceField(label="Who told them")
    on = forms.DateField(label="Day", widget=DayInput, error_messages={"required": "Say on which day."})
    at = forms.TimeField(
        label="Time",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "Say at what time, roughly."},
    )
    words = CustomerWords(
        label="What they heard",
        rows=3,
        reader="The candidate",
        max_length=1000,
        error_messages={"required": "Say what they heard, in a sentence."},
    )

    def __init__(self, data: QueryDict | None, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["told_by"].choices = people  # type: ignore[attr-defined]  # a choice field


class HearByForm(forms.Form):
    """By when a candidate hears, as it is asked wherever one is added."""

    hear_by = forms.DateField(
        label="By when do they hear from you?",
        widget=DayInput,
        help_text="Whatever the answer is. Tell them the day; you are reminded before it comes.",
        error_messages={"required": "Say by when they hear from you: who applies waits."},
    )


class OweForm(HearByForm, OnceForm):
    """The same for a candidate of whom it was never said."""

    use_required_attribute = False


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def answer(request: SignedInRequest, candidate_id: UUID) -> HttpResponse:
    """Show what a candidate heard, with the next letter drafted; POST sends it, or keeps how they were told."""
    saying, by = saying_for(request), request.actor
    found = candidate_called(by, candidate_id)
    if found is None or found.erased_at:
        raise Http404
    decision, standing = decision_on(by, candidate_id, on=saying.today), answer_standing(by, candidate_id)
    # Whoever still owes a scorecard isn't led by what others decided; whoever reads it looks no more.
    hides = decision is not None and owes_card(by, candidate_id)
    if hides:
        decision = None
    note_reading(by=by, candidate_id=candidate_id, decision=decision is not None, now=saying.now)
    letter, do = _chosen(request, decision), request.POST.get("do", "")
    draft = _draft(by, found, decision, letter)
    data = request.POST or None
    write = LetterForm(data if do in ("mail", "hand") else None, auto_id="letter_%s", initial=draft)
    phone = PhoneForm(
        data if do == "phone" else None,
        _people(by, found, saying),
        auto_id="phone_%s",
        initial={"letter": letter.value, "told_by": str(by.user_id), "on": saying.today},
    )
    owe = OweForm(
        data if do == "owe" else None,
        auto_id="owe_%s",
        initial={"hear_by": hear_by(by, found.branch_id, now=saying.now)},
    )
    tap = TapForm(data if do == "withdrew" else None, auto_id="tap_%s")
    used = {"mail": write, "hand": write, "phone": phone, "owe": owe, "withdrew": tap}
    form: OnceForm = used.get(do, write)
    if do in used and done_once(request, form, lambda: _do(by, do, found, letter, form, saying)):
        if form is write:
            # Each letter has a draft of its own: what was typed as a no never stands in an offer.
            forget_draft(request, of=letter.value)
        messages.success(request, _done_said(do))
        return see_other(reverse("hiring-answer", args=[candidate_id]))
    address, leave = mail_in(found.reached_by), letters_leave(by.tenant_id)
    context = {
        "candidate": found,
        "owed": _owed_said(standing, saying),
        "standing": standing,
        "heard": [{"row": each, "when": saying.when(each.at)} for each in standing.heard],
        "is_decided": decision is not None,
        "hides_decision": hides,
        "letter": letter,
        "letters": [each for each in Letter if decision is not None or not each.is_answer],
        "address": address,
        "can_send": bool(address) and leave,
        "why_not": "" if address and leave else _why_not(address),
        "write": write,
        "phone": phone,
        "owe": owe,
        "tap": tap,
        "form": form,
    }
    return shown(request, "hiring/answer.html", context, status=UNPROCESSABLE if form.errors else 200)


def _chosen(request: SignedInRequest, decision: Decision | None) -> Letter:
    """Return which letter is written: the one that was asked for, or what follows from the decision."""
    asked = request.POST.get("for", "") or request.GET.get("letter", "")
    usual = letter_for(decision.verdict if decision else None)
    return Letter(asked) if asked in set(Letter) else usual


def _draft(by: Actor, found: CandidateFacts, decision: Decision | None, letter: Letter) -> dict[str, str]:
    titles = {each.code: each.title for each in found.kit.criteria}
    # The reason and the path are of what was decided: a letter of another kind says neither.
    is_of_it = decision is not None and letter is letter_for(decision.verdict)
    path = decision.path if decision and is_of_it else ()
    known = Known(
        name=found.name,
        post=found.opening,
        firm=the_dealership(by.tenant_id).name,
        sender=by.name,
        why=decision.why if decision and is_of_it else "",
        path=tuple(
            f"{titles.get(each.criterion, each.criterion)}: {each.with_what}, {due_said(each.weeks, each.due_on)}"
            for each in path
        ),
    )
    return {"subject": subject_of(letter, known), "words": draft_of(letter, known)}


def _people(by: Actor, found: CandidateFacts, saying: Saying) -> list[tuple[str, str]]:
    people = working_here(by.tenant_id, branch_id=found.branch_id, roles=LEADS, at=saying.now)
    choices = [(str(each.id), each.name) for each in people]
    mine = (str(by.user_id), by.name)
    return choices if mine in choices else [mine, *choices]


def _do(by: Actor, do: str, found: CandidateFacts, letter: Letter, form: OnceForm, saying: Saying) -> UUID | None:
    facts = form.cleaned_data
    if do == "owe":
        owe_answer(by=by, candidate_id=found.id, by_on=facts["hear_by"], now=saying.now)
        return None
    if do == "withdrew":
        withdraw_candidate(by=by, candidate_id=found.id, why="", now=saying.now)
        return None
    if do == "mail":
        return send_letter(
            by=by,
            candidate_id=found.id,
            letter=letter,
            subject=facts["subject"],
            words=facts["words"],
            key=str(facts["form_key"]),
            now=saying.now,
        )
    told = _by_phone(facts, saying) if do == "phone" else _by_hand(by, letter, facts, saying)
    return answer_candidate(by=by, candidate_id=found.id, told=told, now=saying.now)


def _by_phone(facts: dict[str, Any], saying: Saying) -> Told:
    on: date = facts["on"]
    at: time = facts["at"]
    try:
        moment = saying.moment(on, at)
    except SkippedHour as skipped:
        raise CannotHire(str(skipped)) from skipped
    return Told(
        letter=Letter(facts["letter"]), way=Way.PHONE, words=facts["words"], by_id=UUID(facts["told_by"]), at=moment
    )


def _by_hand(by: Actor, letter: Letter, facts: dict[str, Any], saying: Saying) -> Told:
    if by.user_id is None:
        raise CannotHire("People write to candidates: sign in first.")
    return Told(
        letter=letter,
        way=Way.BY_HAND,
        words=facts["words"],
        subject=facts["subject"],
        by_id=by.user_id,
        at=saying.now,
    )


def _done_said(do: str) -> str:
    return {
        "mail": "On its way. What you sent is kept as it was until their day.",
        "hand": "Kept as it was sent.",
        "phone": "Kept, with who told them and when.",
        "owe": "Kept. You are reminded before the day comes.",
        "withdrew": "Kept: nothing is owed to them any more.",
    }[do]


def _why_not(address: str) -> str:
    if not address:
        return "No e-mail address of theirs is known, so nothing can be sent from here: copy the letter, or ring them."
    return "No e-mail is connected here, so nothing can be sent: copy the letter, or ring them."


def _owed_said(standing: AnswerStanding, saying: Saying) -> str:
    if standing.by_on is None:
        return ""
    if standing.ended_at is not None:
        return f"{standing.ended.capitalize()}, {saying.when(standing.ended_at)}."
    is_late = standing.by_on < saying.today
    day = date_said(standing.by_on)
    return f"They were to hear by {day}, and haven't." if is_late else f"They hear from you by {day}."
