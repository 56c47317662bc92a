"""What posts ask for, what levels mean, and which courses there are: read by all who lead, changed by who decides."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.business.learning.queries.kits import unasked_of
from steadyhand.business.people.actions.keep_course import keep_course
from steadyhand.business.people.actions.set_ladder import restore_ladder, set_ladder
from steadyhand.business.people.actions.set_role_need import drop_role_need, restore_role_needs, set_role_need
from steadyhand.business.people.described import DescribedCourse
from steadyhand.business.people.growth.courses import CourseLine, course_lines, course_of
from steadyhand.business.people.growth.coverage import coverage_of
from steadyhand.business.people.growth.ladders import ladders_of
from steadyhand.business.people.growth.needs import Post, posts_of
from steadyhand.business.people.growth.rules import SkillKind
from steadyhand.business.people.growth.shipped import Need, shipped_ladders
from steadyhand.business.people.record import LEVELS
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.people.roles import DECIDERS, LEADERS
from steadyhand.pages.common.record.editing import DayInput, EditPage, OnceForm, date_said, edit, see_other, shown
from steadyhand.pages.common.record.forms import long_text, text
from steadyhand.pages.common.saying import saying_for

form_view = require_http_methods(["GET", "POST"])
_LEVELS = dict(LEVELS)
_NO_LEVEL = [(0, "none named"), *((level, f"{level} {said}") for level, said in LEVELS if level)]
CENTS = 100


class NeedForm(OnceForm):
    title = text("What the post asks for", 200, required=True)
    looks_like = long_text("How one sees it", required=True, help_text="What somebody who has it says or does.")
    is_must = forms.BooleanField(label="It is essential; otherwise it is nice to have", required=False)
    skill = text("Skill of the matrix", 100, help_text="If one stands for it, such as Networking.")
    level = forms.TypedChoiceField(label="At least", choices=_NO_LEVEL, coerce=int, initial=0)
    weeks_to_learn = forms.IntegerField(
        label="Weeks to learn it here",
        required=False,
        min_value=1,
        max_value=260,
        help_text="With a mentor and alongside work; empty for what people bring along.",
    )


class SureForm(OnceForm):
    """A button that asks once more."""


class LadderForm(OnceForm):
    kind = forms.ChoiceField(label="Heading", choices=SkillKind.choices())
    wanted = forms.IntegerField(
        label="How many should work alone in it",
        min_value=0,
        max_value=99,
        help_text="Two, so that nobody is the only one.",
    )
    rung_0 = long_text("0 none", required=True)
    rung_1 = long_text("1 learning", required=True)
    rung_2 = long_text("2 assisted", required=True)
    rung_3 = long_text("3 independent", required=True)
    rung_4 = long_text("4 teaches", required=True)


class NewLadderForm(LadderForm):
    name = text("Skill", 100, required=True)
    field_order = ("name",)


class CourseForm(OnceForm):
    name = text("Course", 200, required=True)
    skill = text("Skill", 100, help_text="That it leads to, if any: a family of machines, or a craft.")
    to_level = forms.TypedChoiceField(label="Up to", choices=_NO_LEVEL, coerce=int, initial=0)
    vendor = text("Vendor of a certificate", 100, help_text="That it leads to, if any.")
    line = text("Product line of the certificate", 100)
    hours = forms.IntegerField(label="Hours away from calls", min_value=1, max_value=2000)
    weeks = forms.IntegerField(label="Weeks until it is done", min_value=1, max_value=260)
    fee = forms.DecimalField(
        label="Fee and travel",
        min_value=0,
        max_value=1_000_000,
        decimal_places=2,
        help_text="In your money.",
        initial=0,
    )
    ended_on = forms.DateField(label="Not offered any more since", required=False, widget=DayInput())

    def described(self) -> DescribedCourse:
        facts = self.facts()
        fee = facts.pop("fee")
        return DescribedCourse(**facts, cost_cents=int(fee * CENTS))


@open_to(LEADERS)
@require_safe
def role_needs(request: SignedInRequest) -> HttpResponse:
    """Show what each post asks for."""
    posts = posts_of(request.actor.tenant_id)
    wanted = request.GET.get("post", "")
    post = next((each for each in posts if each.key == wanted), posts[0])
    may_decide = request.actor.is_one_of(*DECIDERS)
    # Whoever decides also hires: they see what an interview would say nothing about.
    unasked = unasked_of(request.actor.tenant_id, post) if may_decide else frozenset()
    context = {
        "posts": posts,
        "post": post,
        "groups": [
            ("Essential", [_need_said(need, unasked) for need in post.musts]),
            ("Nice to have", [_need_said(need, unasked) for need in post.nice]),
        ],
        "may_decide": may_decide,
    }
    return shown(request, "people/role_needs.html", context)


def _need_said(need: Need, unasked: frozenset[str]) -> dict[str, Any]:
    return {
        "need": need,
        "is_unasked": need.code in unasked,
        "level": _LEVELS[need.level] if need.skill else "",
        "weeks": f"about {need.weeks_to_learn} weeks to learn here" if need.is_learnable else "brought along",
    }


@open_to(DECIDERS)
@form_view
def role_need(request: SignedInRequest, post_key: str, code: str = "") -> HttpResponse:
    """Change a line of a post, or add one."""
    post, saying = _post_or_404(request, post_key), saying_for(request)
    known = next((need for need in post.needs if need.code == code), None)
    if code and known is None:
        raise Http404
    facts = asdict(known) if known else {}
    changes = {name: value for name, value in facts.items() if name != "code"} if known else None
    form = NeedForm(request.POST or None, changes=changes)

    def save() -> str:
        opened = form.opened()
        need = Need(code=code, **form.facts())
        set_role_need(
            by=request.actor, post=post_key, need=need, now=saying.now, opened=opened if post.is_own else None
        )
        return _needs_url(post_key)

    title = f"{post.title.capitalize()}: change a line" if known else f"{post.title.capitalize()}: add a line"
    return edit(request, form, _needs_page(title, post, save, "From now on the matrix and new hirings ask for it so."))


@open_to(DECIDERS)
@form_view
def role_need_drop(request: SignedInRequest, post_key: str, code: str) -> HttpResponse:
    post, saying = _post_or_404(request, post_key), saying_for(request)
    known = next((need for need in post.needs if need.code == code), None)
    if known is None:
        raise Http404
    form = SureForm(request.POST or None)

    def save() -> str:
        drop_role_need(by=request.actor, post=post_key, code=code, now=saying.now)
        return _needs_url(post_key)

    page = _needs_page(f"Take out “{known.title}”?", post, save, "It is out of the list.", button="Take it out")
    return edit(request, form, page)


@open_to(DECIDERS)
@form_view
def role_needs_restore(request: SignedInRequest, post_key: str) -> HttpResponse:
    post, saying = _post_or_404(request, post_key), saying_for(request)
    form = SureForm(request.POST or None)

    def save() -> str:
        restore_role_needs(by=request.actor, post=post_key, now=saying.now)
        return _needs_url(post_key)

    page = _needs_page(
        f"Go back to the shipped list of the {post.title}?",
        post,
        save,
        "The shipped list counts again.",
        button="Go back to it",
        intro="Your own lines go; the history keeps them.",
    )
    return edit(request, form, page)


def _post_or_404(request: SignedInRequest, key: str) -> Post:
    found = next((each for each in posts_of(request.actor.tenant_id) if each.key == key), None)
    if found is None:
        raise Http404
    return found


def _needs_url(post: str) -> str:
    return f"{reverse('role-needs')}?post={post}"


def _needs_page(title: str, post: Post, save: Any, said: str, *, button: str = "Save", intro: str = "") -> EditPage:
    return EditPage(
        title=title,
        back_url=_needs_url(post.key),
        back_said="What posts ask for",
        save=save,
        said=said,
        button=button,
        intro=intro,
    )


@open_to(LEADERS)
@require_safe
def skills(request: SignedInRequest) -> HttpResponse:
    """Show the skills that are kept track of with what their levels mean, and the courses."""
    by, saying = request.actor, saying_for(request)
    found = coverage_of(by, on=saying.today)
    context = {
        "skills": [
            {"column": column, "rungs": list(enumerate(column.meaning.rungs))}
            for column in found.columns
            if column.meaning
        ],
        "courses": [_course_said(line) for line in course_lines(by)],
        "may_decide": by.is_one_of(*DECIDERS),
    }
    return shown(request, "people/skills.html", context)


def _course_said(line: CourseLine) -> dict[str, Any]:
    facts = line.described
    leads = [f"{_LEVELS[facts.to_level]} in {facts.skill}"] if facts.skill else []
    leads += [f"the certificate for {facts.vendor} {facts.line}"] if facts.vendor else []
    return {
        "line": line,
        "leads": " and ".join(leads),
        "takes": f"{facts.hours} h over {facts.weeks} weeks, fee {facts.cost_cents / CENTS:,.0f}",
        "ended": date_said(facts.ended_on),
    }


@open_to(DECIDERS)
@form_view
def ladder(request: SignedInRequest) -> HttpResponse:
    """Write what the levels of a skill mean here. The skill is named in the address, as it is typed by people."""
    name, saying = request.GET.get("skill", "").strip()[:100], saying_for(request)
    ladders = ladders_of(request.actor.tenant_id)
    meaning = ladders.of(name)
    begins = {f"rung_{level}": rung for level, rung in enumerate(meaning.rungs)}
    begins |= {"kind": meaning.kind.value, "wanted": str(meaning.wanted)}
    form: LadderForm = (
        LadderForm(request.POST or None, initial=begins)
        if name
        else NewLadderForm(request.POST or None, initial=begins)
    )

    def save() -> str:
        facts = form.facts()
        rungs = [facts[f"rung_{level}"] for level in range(len(shipped_ladders()[0].rungs))]
        set_ladder(
            by=request.actor,
            name=name or facts["name"],
            kind=facts["kind"],
            rungs=rungs,
            wanted=facts["wanted"],
            now=saying.now,
        )
        return reverse("skills")

    title = f"What the levels of {name} mean" if name else "Add a skill to the matrix"
    return edit(request, form, _skills_page(title, save, "From now on it is asked and shown in these words."))


@open_to(DECIDERS)
@form_view
def ladder_restore(request: SignedInRequest) -> HttpResponse:
    name, saying = request.GET.get("skill", "").strip()[:100], saying_for(request)
    if name.casefold() not in ladders_of(request.actor.tenant_id).own:
        # The shipped words count already: somebody else was faster.
        return see_other(reverse("skills"))
    form = SureForm(request.POST or None)

    def save() -> str:
        restore_ladder(by=request.actor, name=name, now=saying.now)
        return reverse("skills")

    return edit(request, form, _skills_page(f"Go back to the shipped words for {name}?", save, "They count again."))


@open_to(DECIDERS)
@form_view
def course(request: SignedInRequest, course_id: UUID | None = None) -> HttpResponse:
    """Write down a course, or change one."""
    saying, known = saying_for(request), course_of(request.actor, course_id) if course_id else None
    if course_id and known is None:
        raise Http404
    changes: dict[str, Any] | None = None
    if known is not None:
        changes = asdict(known.described)
        changes["fee"] = f"{changes.pop('cost_cents') / CENTS:.2f}"
    form = CourseForm(request.POST or None, changes=changes)

    def save() -> str:
        opened = form.opened()
        if opened is not None:
            opened = {**opened, "cost_cents": int(float(opened.get("fee") or 0) * CENTS)}
        keep_course(by=request.actor, facts=form.described(), now=saying.now, course_id=course_id, opened=opened)
        return reverse("skills")

    title = "Change a course" if known else "Write down a course"
    return edit(request, form, _skills_page(title, save, "It counts from now on where ways out are reckoned."))


def _skills_page(title: str, save: Any, said: str) -> EditPage:
    return EditPage(title=title, back_url=reverse("skills"), back_said="Skills and courses", save=save, said=said)
