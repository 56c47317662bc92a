"""Courses and certificates from elsewhere, each with its evidence: a photo of the paper, or the PDF that came."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from steadyhand.business.dealership.present import Present
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.learning.actions.record_course import MOST_HOURS, Course, record_course, take_back_course
from steadyhand.business.learning.queries.kept import CourseLine, courses_of, evidence_of, is_download
from steadyhand.business.learning.queries.team import learners_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.learning.drill import DRAFT_DONE
from steadyhand.pages.common.learning.keeping import UNPROCESSABLE, TapForm, done_once
from steadyhand.pages.common.learning.roles import LEADERS
from steadyhand.pages.common.leaving import new_key, see_other, turn_back
from steadyhand.pages.common.record.editing import DayInput, shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.sending import file_response
from steadyhand.shared.actor import Actor
from steadyhand.shared.media import MOST_READ_BYTES


class CourseForm(TapForm):
    """What was learnt where; `whose` is there for those who lead people."""

    use_required_attribute = False

    whose = forms.TypedChoiceField(label="Whose", coerce=UUID, required=False, empty_value=None)
    title = forms.CharField(
        label="What", max_length=200, error_messages={"required": "Write what it was, as it stands on the paper."}
    )
    provider = forms.CharField(
        label="From whom",
        max_length=200,
        error_messages={"required": "Write who gave it: the maker, a school, a site."},
    )
    finished_on = forms.DateField(
        label="Finished on", widget=DayInput(), error_messages={"required": "Choose the day on which it ended."}
    )
    hours = forms.IntegerField(label="Hours", min_value=1, max_value=MOST_HOURS, required=False)
    words = forms.CharField(
        label="What of it is of use here", max_length=1_000, required=False, widget=forms.Textarea({"rows": 2})
    )
    evidence = forms.FileField(
        label="Evidence",
        required=False,
        help_text="A photo of the certificate, or the PDF. Without one it counts as what you say.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
        error_messages={"empty": "This file is empty: choose another."},
    )

    def __init__(self, *args: Any, people: Sequence[Present] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people:
            field: Any = self.fields["whose"]
            field.choices = [("", "My own"), *((str(each.id), each.name) for each in people)]
        else:
            del self.fields["whose"]

    def course(self) -> Course:
        """Return what was filled in."""
        facts, file = self.cleaned_data, self.cleaned_data.get("evidence")
        return Course(
            title=facts["title"],
            provider=facts["provider"],
            finished_on=facts["finished_on"],
            hours=facts["hours"],
            words=facts["words"],
            content=file.read(MOST_READ_BYTES) if file else b"",
        )


class BackForm(TapForm):
    """Which course is taken back."""

    course = forms.UUIDField()


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def courses(request: SignedInRequest) -> HttpResponse:
    """Show one's own courses, those of the people one leads, and the form for another."""
    by, saying = request.actor, saying_for(request)
    people = _led(by, saying)
    form = CourseForm(request.POST or None, request.FILES or None, people=people)
    if request.method == "POST":

        def do() -> dict[str, Any]:
            whose = form.cleaned_data.get("whose")
            return {"course": record_course(by=by, course=form.course(), user_id=whose, now=saying.now).hex}

        if done_once(request, form, do, now=saying.now) is not None:
            request.session[DRAFT_DONE] = request.path
            messages.success(request, "Recorded.")
            return see_other(request.path)
    ids = _whose(by, people)
    context = {
        "form": form,
        "here": request.path,
        "lines": [_line(each, by, saying) for each in courses_of(by, ids)],
        "leads": bool(people),
    }
    return shown(request, "learning/courses.html", context, status=UNPROCESSABLE if form.errors else 200)


@open_to(EVERYBODY)
@require_safe
def evidence(request: SignedInRequest) -> HttpResponse:
    """Send the evidence of a course: a picture to look at, a PDF only to save."""
    by, saying = request.actor, saying_for(request)
    try:
        course_id = UUID(request.GET.get("course", ""))
    except ValueError:
        return turn_back(request, reverse("learning-courses"), said="Choose a course whose evidence you want to see.")
    file = evidence_of(by, course_id, _whose(by, _led(by, saying)))
    if file is None:
        raise Http404
    if not is_download(file):
        return file_response(request, file.content, file.media_type, name="evidence")
    response = HttpResponse(file.content, content_type=file.media_type)
    response["Content-Disposition"] = 'attachment; filename="evidence.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@open_to(EVERYBODY)
@require_POST
def take_back(request: SignedInRequest) -> HttpResponse:
    """Take back what was recorded by mistake."""
    form, saying, back = BackForm(request.POST), saying_for(request), reverse("learning-courses")

    def do() -> dict[str, Any]:
        take_back_course(by=request.actor, course_id=form.cleaned_data["course"], now=saying.now)
        return {}

    if done_once(request, form, do, now=saying.now) is None:
        refused = form.non_field_errors()
        said = str(refused[0]) if refused else "That tap didn't come through whole: press “Take it back” once more."
        return turn_back(request, back, said=said)
    messages.success(request, "Taken back. Its file is gone.")
    return see_other(back)


def _led(by: Actor, saying: Saying) -> tuple[Present, ...]:
    if not by.is_one_of(*LEADERS):
        return ()
    return tuple(each for each in learners_of(by.within(LEADERS), now=saying.now) if each.id != by.user_id)


def _whose(by: Actor, people: Sequence[Present]) -> list[UUID]:
    own = [by.user_id] if by.user_id else []
    return own + [each.id for each in people]


def _line(each: CourseLine, by: Actor, saying: Saying) -> dict[str, Any]:
    return {
        "course": each,
        "on": saying.day(each.finished_on),
        "is_mine": each.user_id == by.user_id,
        "evidence_url": f"{reverse('learning-evidence')}?course={each.id}" if each.has_evidence else "",
        "may_take_back": by.user_id in (each.user_id, each.recorded_by_id),
        "key": new_key(),
    }
