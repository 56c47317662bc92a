"""Mentoring pairs: the list of whoever leads, and one pair's page, which the two of it share."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.business.dealership.rules import DESK, Role
from steadyhand.business.people.actions.note_read import note_read
from steadyhand.business.people.actions.pair_up import Reassessed
from steadyhand.business.people.actions.plan_ride import plan_ride, take_back_ride
from steadyhand.business.people.actions.write_worksheet import write_worksheet
from steadyhand.business.people.growth.pages import answers_of
from steadyhand.business.people.growth.pairing import MOST_GOALS, monday_of
from steadyhand.business.people.growth.pairs import PairGoal, PairLine, mentors_at, pair_lines, pair_of
from steadyhand.business.people.growth.rules import PairState
from steadyhand.business.people.queries import technicians_of
from steadyhand.business.people.record import LEVELS, technician_card
from steadyhand.flows.person.pair_up import confirm_and_settle, decline_and_settle, end_and_settle, propose_by_hand
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.people.pairing_said import pair_said
from steadyhand.pages.common.people.roles import DECIDERS, LEADERS
from steadyhand.pages.common.record.editing import DayInput, EditPage, OnceForm, date_said, edit, shown
from steadyhand.pages.common.record.forms import RecordForm, long_text, one_of, text
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.without_signal import readable_today

form_view = require_http_methods(["GET", "POST"])
WEEK = timedelta(days=7)


class GoalsForm(RecordForm):
    """Who is the mentor, and one to three goals, each with the skill it is about."""

    mentor_id = one_of("Mentor", required=True)
    goal_1 = text(
        "First goal", 200, required=True, help_text="What the learner is to be able to do, so that one sees it."
    )
    skill_1 = text("Its skill", 100, help_text="As in the matrix, such as Networking; empty if none fits.")
    goal_2 = text("Second goal", 200)
    skill_2 = text("Its skill", 100)
    goal_3 = text("Third goal", 200, help_text="Three at most: more is none.")
    skill_3 = text("Its skill", 100)

    def goals(self) -> list[PairGoal]:
        said = self.cleaned_data
        places = range(1, MOST_GOALS + 1)
        return [PairGoal(said[f"goal_{n}"], said[f"skill_{n}"]) for n in places if said[f"goal_{n}"]]


class ConfirmForm(GoalsForm):
    starts_on = forms.DateField(label="They begin on", widget=DayInput())


class ProposeForm(RecordForm):
    learner_id = one_of("Learner", required=True)
    mentor_id = one_of("Mentor", required=True)
    why = text("Why these two", 300, required=True)


class WhyForm(OnceForm):
    why = long_text("Why not", required=True, help_text="Nobody is proposed for this learner by the program again.")


class SheetForm(OnceForm):
    """One's own sheet of a week."""

    week_on = forms.ChoiceField(label="Week", widget=forms.HiddenInput)
    met_on = forms.DateField(
        label="We sat together on", required=False, widget=DayInput(), help_text="Ten minutes count. Empty: we didn't."
    )
    went_well = long_text("What went well")
    was_hard = long_text("What was hard")
    next_step = long_text("One thing for next week")

    def __init__(self, *args: Any, weeks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["week_on"]
        field.choices = weeks


class RideForm(OnceForm):
    on = forms.DateField(label="Day", widget=DayInput())
    about = text("What to learn on it", 200)


class SureForm(OnceForm):
    """A button that asks once more."""


class EndForm(OnceForm):
    """How it went, and how well the learner does now what the goals were about."""

    why = long_text("How did it go?", required=True)

    def __init__(self, *args: Any, skills: list[tuple[str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.skills = [name for name, _ in skills]
        for number, (name, level) in enumerate(skills):
            self.fields[f"level_{number}"] = forms.TypedChoiceField(
                label=f"{name}: how well now?",
                choices=[("", "not looked at"), *LEVELS],
                coerce=int,
                empty_value=None,
                required=False,
                help_text=f"Until now: {dict(LEVELS)[level]}.",
            )

    def reassessed(self) -> list[Reassessed]:
        said = [(name, self.cleaned_data[f"level_{number}"]) for number, name in enumerate(self.skills)]
        return [Reassessed(name, level) for name, level in said if level is not None]


@open_to(LEADERS | DESK)
@require_safe
def pairs(request: SignedInRequest) -> HttpResponse:
    """Show the pairs: to whoever leads all of them, to the desk those that run, with the days together."""
    saying, may_decide = saying_for(request), request.actor.is_one_of(*DECIDERS)
    found = pair_lines(request.actor, is_open=None if may_decide else True)
    said = [pair_said(line, saying) for line in found]
    context = {
        "open_ones": [each for each in said if each["line"].state.is_open],
        "over": [each for each in said if not each["line"].state.is_open],
        "may_decide": may_decide,
        "may_read": request.actor.is_one_of(*LEADERS),
        "may_plan": request.actor.is_one_of(*DESK),
    }
    return shown(request, "people/pairs.html", context)


@open_to(LEADERS | {Role.TECHNICIAN})
@require_safe
@readable_today
def pair(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """Show a pair with its sheets: to the two of it, and to whoever leads them, which the learner sees."""
    line, saying = _pair_or_404(request, pair_id), saying_for(request)
    side = line.side_of(request.actor.user_id)
    if not side:
        note_read(by=request.actor, technician_id=line.learner_id, what="the sheets of their pair", now=saying.now)
    answers = answers_of(request.actor.tenant_id, line.learner_id)
    context = pair_said(line, saying) | {
        "side": side,
        "weeks": _weeks(line, answers, saying),
        "may_decide": request.actor.is_one_of(*DECIDERS),
        "may_plan": request.actor.is_one_of(*DESK) or side == "mentor",
        "proposed": saying.when(line.proposed_at),
    }
    return shown(request, "people/pair.html", context)


def _weeks(line: PairLine, answers: Any, saying: Saying) -> list[dict[str, Any]]:
    weeks: dict[Any, list[dict[str, Any]]] = {}
    for sheet in line.sheets:
        said = {
            "sheet": sheet,
            "who": line.mentor if sheet.is_mentors else line.learner,
            "together": f"sat together {saying.day(sheet.met_on)}" if sheet.met_on else "they didn't sit together",
            "answers": [{"words": each.words, "when": saying.when(each.said_at)} for each in answers.get(sheet.id, ())],
        }
        weeks.setdefault(sheet.week_on, []).append(said)
    return [{"title": f"Week of {date_said(on)}", "sheets": sheets} for on, sheets in weeks.items()]


@open_to(DECIDERS)
@form_view
def pair_propose(request: SignedInRequest) -> HttpResponse:
    """Pair two by hand."""
    saying = saying_for(request)
    people = [(each.id, each.name) for each in technicians_of(request.actor, on=saying.today)]
    begins = {"learner_id": request.GET.get("learner", "")}
    form = ProposeForm(request.POST or None, choices={"learner_id": people, "mentor_id": people}, initial=begins)

    def save() -> str:
        pair_id = propose_by_hand(by=request.actor, now=saying.now, **form.facts())
        return reverse("pair-confirm", args=[pair_id])

    page = EditPage(
        title="Pair two",
        back_url=reverse("pairs"),
        back_said="Mentors",
        save=save,
        said="Now the goals.",
        button="Go on to the goals",
        intro="Both work at one branch; a mentor has two learners at most without becoming short of time.",
    )
    return edit(request, form, page)


@open_to(DECIDERS)
@form_view
def pair_confirm(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """Let a proposed pair begin, or change the goals of one that runs."""
    line, saying = _pair_or_404(request, pair_id), saying_for(request)
    is_new = line.state is PairState.PROPOSED
    mentors = [
        (
            each.id,
            f"{each.name} ({each.learners} learner{'s' if each.learners > 1 else ''})" if each.learners else each.name,
        )
        for each in mentors_at(request.actor.tenant_id, line.branch_id, on=saying.today)
        if each.id != line.learner_id
    ]
    begins: dict[str, Any] = {"mentor_id": line.mentor_id, "starts_on": saying.today}
    for number, goal in enumerate(line.goals, start=1):
        begins |= {f"goal_{number}": goal.words, f"skill_{number}": goal.skill}
    kind = ConfirmForm if is_new else GoalsForm
    form = kind(request.POST or None, choices={"mentor_id": mentors}, initial=begins)

    def save() -> str:
        said = form.cleaned_data
        confirm_and_settle(
            by=request.actor,
            pair_id=pair_id,
            mentor_id=said["mentor_id"],
            goals=form.goals(),
            starts_on=said.get("starts_on") or line.starts_on or saying.today,
            now=saying.now,
        )
        return reverse("pair", args=[pair_id])

    title = f"{line.learner} learns with {line.mentor}" if is_new else f"The goals of {line.learner}"
    page = _page(title, line, save, "They can begin." if is_new else "Saved.", intro=line.why if is_new else "")
    return edit(request, form, page)


@open_to(DECIDERS)
@form_view
def pair_decline(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    line, saying = _pair_or_404(request, pair_id), saying_for(request)
    form = WhyForm(request.POST or None)

    def save() -> str:
        decline_and_settle(by=request.actor, pair_id=pair_id, why=form.cleaned_data["why"], now=saying.now)
        return reverse("pairs")

    return edit(request, form, _page(f"No mentor for {line.learner}", line, save, "It is written down."))


@open_to(DECIDERS)
@form_view
def pair_end(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """End a pair with a look at the levels of its goals; each that is chosen becomes a claim."""
    line, saying = _pair_or_404(request, pair_id), saying_for(request)
    card = technician_card(request.actor, line.learner_id, on=saying.today)
    levels = {skill.name.casefold(): skill.level for skill in card.skills} if card else {}
    named = dict.fromkeys(goal.skill for goal in line.goals if goal.skill)
    skills = [(name, levels.get(name.casefold(), 0)) for name in named]
    form = EndForm(request.POST or None, skills=skills)

    def save() -> str:
        end_and_settle(
            by=request.actor,
            pair_id=pair_id,
            why=form.cleaned_data["why"],
            reassessed=form.reassessed(),
            on=saying.today,
            now=saying.now,
        )
        return reverse("pair", args=[pair_id])

    intro = "What you choose becomes a claim, seen at work; the learner reads it and may answer."
    return edit(
        request, form, _page(f"End: {line.learner} with {line.mentor}", line, save, "It has ended.", intro=intro)
    )


@open_to({Role.TECHNICIAN})
@form_view
@readable_today
def worksheet(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """Write one's own sheet of a week; it is kept on the phone without a signal."""
    line, saying = _pair_or_404(request, pair_id), saying_for(request)
    side = line.side_of(request.actor.user_id)
    if not side or line.starts_on is None:
        raise Http404
    mondays = [monday_of(saying.today) - number * WEEK for number in range(3)]
    weeks = [
        (monday.isoformat(), "this week" if number == 0 else f"week of {date_said(monday)}")
        for number, monday in enumerate(mondays)
        if monday >= monday_of(line.starts_on)
    ]
    asked = request.POST.get("week_on") or request.GET.get("week", "")
    wanted = asked if asked in dict(weeks) else weeks[0][0] if weeks else ""
    mine = next(
        (each for each in line.sheets if each.is_mentors == (side == "mentor") and each.week_on.isoformat() == wanted),
        None,
    )
    begins: dict[str, Any] = {"week_on": wanted}
    if mine is not None:
        begins |= {name: getattr(mine, name) for name in ("met_on", "went_well", "was_hard", "next_step")}
    form = SheetForm(request.POST or None, weeks=weeks, initial=begins)

    def save() -> str:
        facts = form.facts()
        week = forms.DateField().clean(facts.pop("week_on"))
        write_worksheet(by=request.actor, pair_id=pair_id, week_on=week, today=saying.today, now=saying.now, **facts)
        return reverse("pair", args=[pair_id])

    other = line.learner if side == "mentor" else line.mentor
    page = EditPage(
        title="My week with " + other,
        back_url=reverse("pair", args=[pair_id]),
        back_said="Our pair",
        save=save,
        said="Both of you can read it now.",
        template="people/worksheet.html",
        extra={
            "other": other,
            "weeks": [{"on": on, "said": said, "is_this": on == wanted} for on, said in weeks],
        },
        intro="You both read it, and so does your manager. It is for learning: nothing in it counts for pay.",
    )
    return edit(request, form, page)


@open_to(DESK | {Role.TECHNICIAN})
@form_view
def ride_plan(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """Plan a day on which a learner rides with their mentor: the desk, or the mentor themselves."""
    line, saying = _pair_or_404(request, pair_id, also=DESK), saying_for(request)
    _may_plan_or_404(request, line)
    about = line.goals[0].words if line.goals else ""
    form = RideForm(request.POST or None, initial={"about": about})

    def save() -> str:
        facts = form.facts()
        plan_ride(by=request.actor, pair_id=pair_id, today=saying.today, now=saying.now, **facts)
        return _back(request, line)

    page = EditPage(
        title=f"{line.learner} rides with {line.mentor}",
        back_url=_back(request, line),
        back_said="Mentors",
        save=save,
        said=f"Planned. Day plans have no visits of their own for {line.learner} then.",
        button="Plan the day",
        intro=f"On that day {line.learner} learns on {line.mentor}'s visits; whatever was planned for {line.learner} "
        "goes to somebody else with the next day plan.",
    )
    return edit(request, form, page)


@open_to(DESK | {Role.TECHNICIAN})
@form_view
def ride_take_back(request: SignedInRequest, pair_id: UUID, ride_id: UUID) -> HttpResponse:
    line, saying = _pair_or_404(request, pair_id, also=DESK), saying_for(request)
    _may_plan_or_404(request, line)
    ride = next((each for each in line.rides if each.id == ride_id), None)
    if ride is None:
        raise Http404
    form = SureForm(request.POST or None)

    def save() -> str:
        take_back_ride(by=request.actor, ride_id=ride_id, now=saying.now)
        return _back(request, line)

    page = EditPage(
        title=f"Take back {saying.day(ride.on)}?",
        back_url=_back(request, line),
        back_said="Mentors",
        save=save,
        said=f"Taken back: {line.learner} can have visits of their own on that day.",
        button="Take it back",
    )
    return edit(request, form, page)


def _may_plan_or_404(request: SignedInRequest, line: PairLine) -> None:
    if not request.actor.is_one_of(*DESK) and line.side_of(request.actor.user_id) != "mentor":
        raise Http404


def _back(request: SignedInRequest, line: PairLine) -> str:
    is_of_the_desk = request.actor.is_one_of(*DESK) and not request.actor.is_one_of(*LEADERS)
    return reverse("pairs") if is_of_the_desk else reverse("pair", args=[line.id])


def _pair_or_404(request: SignedInRequest, pair_id: UUID, *, also: frozenset[Role] = frozenset()) -> PairLine:
    """Return a pair to the two of it and to whoever leads; to others it isn't there."""
    line = pair_of(request.actor, pair_id)
    if line is None or not (line.side_of(request.actor.user_id) or request.actor.is_one_of(*LEADERS, *also)):
        raise Http404
    return line


def _page(title: str, line: PairLine, save: Any, said: str, *, intro: str = "") -> EditPage:
    return EditPage(
        title=title,
        back_url=reverse("pair", args=[line.id]),
        back_said=f"{line.learner} with {line.mentor}",
        save=save,
        said=said,
        intro=intro,
    )
