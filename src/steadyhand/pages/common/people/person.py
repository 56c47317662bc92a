"""A person's own page: to themselves with all they may say, to whoever leads them with all they may write."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.business.calls.queries.relations import relations_of
from steadyhand.business.dealership.rules import DESK, Role
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.learning.queries.paths import path_of
from steadyhand.business.people.actions.add_evidence import add_evidence
from steadyhand.business.people.actions.answer_line import answer_line
from steadyhand.business.people.actions.claim_skill import claim_skill
from steadyhand.business.people.actions.note_read import note_read
from steadyhand.business.people.actions.set_profile import set_profile
from steadyhand.business.people.claims import ClaimLine, claims_about
from steadyhand.business.people.customers import customers_answered_for
from steadyhand.business.people.described import DescribedClaim
from steadyhand.business.people.growth.ladders import Ladders, ladders_of
from steadyhand.business.people.growth.needs import posts_of
from steadyhand.business.people.growth.pages import (
    PersonFacts,
    answers_of,
    file_of,
    files_of,
    person_facts,
    reads_of,
)
from steadyhand.business.people.growth.shipped import shipped_posts
from steadyhand.business.people.levels import Source
from steadyhand.business.people.queries import technician_of_user
from steadyhand.business.people.record import LEVELS, standing_certificates, technician_card
from steadyhand.business.people.settings import CERTIFICATE_ENDS_SOON_DAYS
from steadyhand.business.promises.queries.kept_at import kept_at
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.learning.walking import path_said
from steadyhand.pages.common.people.pairing_said import pairs_said
from steadyhand.pages.common.people.roles import LEADERS
from steadyhand.pages.common.record.editing import EditPage, OnceForm, date_said, edit, shown
from steadyhand.pages.common.record.forms import long_text, text
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.sending import file_response
from steadyhand.pages.common.without_signal import readable_today
from steadyhand.shared.media import MOST_READ_BYTES, kept_file

form_view = require_http_methods(["GET", "POST"])
# Whom somebody knows is told by two years of visits; the most visited are as many as one reads.
_BACK = timedelta(days=730)
# As many names as a sentence holds.
_MOST_NAMED = 3
_MOST_CUSTOMERS = 40
_LEVELS = dict(LEVELS)


class ProfileForm(OnceForm):
    post = forms.ChoiceField(label="Post", required=False, choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["post"]
        field.choices = [("", "field technician, unless said otherwise"), *shipped_posts().items()]


class GoalsForm(OnceForm):
    goals = long_text("What I want to learn", help_text="In your own words; your manager and your mentor read it.")


class OwnClaimForm(OnceForm):
    name = text("Skill", 100, required=True, help_text="A family of machines, or a craft.")
    level = forms.TypedChoiceField(label="How well", choices=LEVELS, coerce=int)
    evidence = text("What shows it", 500, help_text="A job, a course, whom to ask.")


class AnswerForm(OnceForm):
    words = long_text("What you want to say to it", required=True, help_text="It stands beside the line, for ever.")


class EvidenceForm(OnceForm):
    file = forms.FileField(label="Photo or PDF", help_text="JPEG, PNG, WebP or PDF, 15 MB at most.")


@open_to(LEADERS)
@require_safe
def person(request: SignedInRequest, technician_id: UUID) -> HttpResponse:
    """Show whoever leads a technician's page; the technician sees that they looked."""
    facts = _person_or_404(request, technician_id)
    saying = saying_for(request)
    note_read(by=request.actor, technician_id=technician_id, what="their page", now=saying.now)
    return shown(request, "people/person.html", _context(request, facts, saying, is_own=False))


@open_to({Role.TECHNICIAN})
@require_safe
@readable_today
def me(request: SignedInRequest) -> HttpResponse:
    """Show a technician their own page, with everything that is written down about them."""
    technician_id = _own(request)
    facts = person_facts(request.actor, technician_id) if technician_id else None
    if facts is None:
        return shown(request, "people/person.html", {"is_own": True, "is_nobody": True})
    return shown(request, "people/person.html", _context(request, facts, saying_for(request), is_own=True))


def _context(request: SignedInRequest, facts: PersonFacts, saying: Saying, *, is_own: bool) -> dict[str, Any]:
    by = request.actor
    card = technician_card(by, facts.id, on=saying.today)
    if card is None:
        raise Http404
    ladders = ladders_of(by.tenant_id)
    answers, files = answers_of(by.tenant_id, facts.id), files_of(by.tenant_id, facts.id)
    posts = {post.key: post for post in posts_of(by.tenant_id)}
    post = posts.get(facts.post, posts["technician"])
    levels = {line.name.casefold(): line.level for line in card.skills}
    soon = saying.today + timedelta(days=value_of(by.tenant_id, CERTIFICATE_ENDS_SOON_DAYS))
    standing = standing_certificates(card.certificates)
    path = path_of(by, facts.id, on=saying.today)
    relations = relations_of(by, facts.id, since=saying.now - _BACK, most=_MOST_CUSTOMERS)
    since = saying.now - _BACK
    kept = kept_at(by, [each.customer_id for each in relations], since=since) if relations else {}
    alone = [each for each in relations if each.is_theirs_alone]
    return {
        "is_own": is_own,
        "person": facts,
        "first_name": facts.name.split(" ")[0],
        "post": post,
        "needs": [
            {"need": need, "level": levels.get(need.skill.casefold(), 0), "wanted": _LEVELS[need.level]}
            for need in post.needs
            if need.skill
        ],
        "skills": [
            {"line": line, "means": ladders.of(line.name).rungs[line.level], "until": date_said(line.expires_on)}
            for line in card.skills
        ],
        "claims": [
            _claim_said(line, ladders, saying)
            | {"answers": _said(answers, line.id, saying), "files": files.get(line.id)}
            for line in claims_about(by, facts.id)
        ],
        "certificates": [
            {
                "line": line,
                "got": date_said(line.described.got_on),
                "until": date_said(line.described.expires_on),
                "caution": _caution(line.described.expires_on, saying, soon) if line in standing else None,
                "is_renewed": line not in standing,
                "answers": _said(answers, line.id, saying),
                "files": files.get(line.id),
            }
            for line in card.certificates
        ],
        "relations": [
            {"each": each, "last": saying.day(saying.on(each.last_at)), "kept": kept.get(each.customer_id)}
            for each in relations
        ],
        "alone": len(alone),
        "alone_first": [each.customer for each in alone[:_MOST_NAMED]],
        "alone_visits": sum(each.visits for each in alone),
        "answers_for": customers_answered_for(by, facts.id, on=saying.today),
        "reads": [{"read": read, "when": saying.when(read.read_at)} for read in reads_of(by.tenant_id, facts.id)],
        "pairs": pairs_said(by, facts.id, saying),
        "path": path_said(path, today=saying.today) if path else None,
        "can_see_territory": by.is_one_of(*DESK, Role.PRINCIPAL),
    }


def _claim_said(line: ClaimLine, ladders: Ladders, saying: Saying) -> dict[str, Any]:
    claim = line.claim
    since, ends = date_said(claim.valid_from), date_said(claim.expires_on)
    days = [f"from {since}"] * bool(since) + [f"until {ends}"] * bool(ends)
    return {
        "line": line,
        "level": _LEVELS[claim.level],
        "means": ladders.of(line.name).rungs[claim.level],
        "source": claim.source.label,
        "is_own": claim.source is Source.SELF,
        "days": " ".join(days),
        "counts": claim.counts_on(saying.today),
        "revoked": date_said(claim.revoked_on),
    }


def _said(answers: Any, about_id: UUID, saying: Saying) -> list[dict[str, str]]:
    return [{"words": each.words, "when": saying.when(each.said_at)} for each in answers.get(about_id, ())]


def _caution(ends: Any, saying: Saying, soon: Any) -> dict[str, str] | None:
    if ends is None or ends > soon:
        return None
    if ends < saying.today:
        return {"word": f"expired on {date_said(ends)}", "kind": "late"}
    return {"word": f"expires on {date_said(ends)}", "kind": "risk"}


@open_to(LEADERS)
@form_view
def person_post(request: SignedInRequest, technician_id: UUID) -> HttpResponse:
    """Say which post somebody has: by it the matrix tells what they must be able to do."""
    facts, saying = _person_or_404(request, technician_id), saying_for(request)
    form = ProfileForm(request.POST or None, changes={"post": facts.post})

    def save() -> str:
        post = form.cleaned_data["post"]
        set_profile(by=request.actor, technician_id=technician_id, post=post, now=saying.now, opened=form.opened())
        return _url(technician_id)

    return edit(request, form, _page(f"The post of {facts.name}", technician_id, facts.name, save))


@open_to({Role.TECHNICIAN})
@form_view
def my_goals(request: SignedInRequest) -> HttpResponse:
    technician_id, saying = _own_or_404(request), saying_for(request)
    facts = _person_or_404(request, technician_id)
    form = GoalsForm(request.POST or None, changes={"goals": facts.goals})

    def save() -> str:
        goals = form.cleaned_data["goals"]
        set_profile(by=request.actor, technician_id=technician_id, goals=goals, now=saying.now, opened=form.opened())
        return reverse("me")

    return edit(request, form, _own_page("What I want to learn", save))


@open_to({Role.TECHNICIAN})
@form_view
def my_claim(request: SignedInRequest) -> HttpResponse:
    """Let a technician say themselves how well they know something; it stands beside what others saw."""
    technician_id, saying = _own_or_404(request), saying_for(request)
    form = OwnClaimForm(request.POST or None, initial={"name": request.GET.get("skill", "")[:100]})

    def save() -> str:
        facts = DescribedClaim(**form.facts(), source=Source.SELF.value, valid_from=saying.today)
        claim_skill(by=request.actor, technician_id=technician_id, facts=facts, now=saying.now)
        return reverse("me")

    intro = "It stands beside what others have seen or tested, and is never taken for it."
    return edit(request, form, _own_page("How well I know something", save, intro=intro))


@open_to({Role.TECHNICIAN})
@form_view
def my_answer(request: SignedInRequest, line_id: UUID) -> HttpResponse:
    """Let a technician answer a line about them."""
    technician_id, saying = _own_or_404(request), saying_for(request)
    said = _line_said(request, technician_id, line_id, saying)
    form = AnswerForm(request.POST or None)

    def save() -> str:
        answer_line(by=request.actor, about_id=line_id, words=form.cleaned_data["words"], now=saying.now)
        return reverse("me")

    return edit(request, form, _own_page("Your answer", save, intro=said))


def _line_said(request: SignedInRequest, technician_id: UUID, line_id: UUID, saying: Saying) -> str:
    """Return a line about somebody in words; there is no page for lines about others."""
    card = technician_card(request.actor, technician_id, on=saying.today)
    for claim in claims_about(request.actor, technician_id):
        if claim.id == line_id:
            return f"To: {claim.name}, {_LEVELS[claim.claim.level]}, by {claim.claim.source.label}."
    for certificate in card.certificates if card else ():
        if certificate.id == line_id:
            return f"To: the certificate for {certificate.described.vendor} {certificate.described.line}."
    raise Http404


@open_to(LEADERS | {Role.TECHNICIAN})
@form_view
def evidence_add(request: SignedInRequest, technician_id: UUID, line_id: UUID) -> HttpResponse:
    """Add a file beside a claim or certificate: whoever leads, or the technician themselves."""
    facts, saying = _person_or_404(request, technician_id), saying_for(request)
    is_own = _may_or_404(request, facts)
    said = _line_said(request, technician_id, line_id, saying)
    form = EvidenceForm(request.POST or None)
    if request.method == "POST":
        form.files = request.FILES

    def save() -> str:
        file = form.cleaned_data["file"]
        content = file.read(MOST_READ_BYTES)
        add_evidence(by=request.actor, about_id=line_id, name=file.name or "", content=content, now=saying.now)
        return reverse("me") if is_own else _url(technician_id)

    page = EditPage(
        title="Add a file that shows it",
        back_url=reverse("me") if is_own else _url(technician_id),
        back_said="My page" if is_own else facts.name,
        save=save,
        said="The file is kept beside the line.",
        button="Add it",
        intro=said,
        template="people/evidence.html",
    )
    return edit(request, form, page)


@open_to(LEADERS | {Role.TECHNICIAN})
@require_safe
def evidence(request: SignedInRequest, evidence_id: UUID) -> HttpResponse:
    """Send a file that stands beside a line: to whoever leads, or to the technician themselves."""
    found = file_of(request.actor, evidence_id)
    if found is None:
        raise Http404
    technician_id, file = found
    facts = _person_or_404(request, technician_id)
    if not _may_or_404(request, facts):
        note_read(by=request.actor, technician_id=technician_id, what="a file", now=saying_for(request).now)
    content = kept_file(request.actor.tenant_id, file.sha256)
    if content is None:
        raise Http404
    response = file_response(request, content, file.media_type, name="evidence")
    if file.media_type == "application/pdf":
        # Never opened inside this site: it is kept as it came.
        response["Content-Disposition"] = 'attachment; filename="evidence.pdf"'
    return response


def _may_or_404(request: SignedInRequest, facts: PersonFacts) -> bool:
    """Tell whether it is the technician themselves; nobody but them and whoever leads may go on."""
    is_own = facts.user_id is not None and facts.user_id == request.actor.user_id
    if not is_own and not request.actor.is_one_of(*LEADERS):
        raise Http404
    return is_own


def _own(request: SignedInRequest) -> UUID | None:
    by = request.actor
    return technician_of_user(by.tenant_id, by.user_id) if by.user_id else None


def _own_or_404(request: SignedInRequest) -> UUID:
    technician_id = _own(request)
    if technician_id is None:
        raise Http404
    return technician_id


def _person_or_404(request: SignedInRequest, technician_id: UUID) -> PersonFacts:
    found = person_facts(request.actor, technician_id)
    if found is None:
        raise Http404
    return found


def _url(technician_id: UUID) -> str:
    return reverse("person", args=[technician_id])


def _page(title: str, technician_id: UUID, name: str, save: Any) -> EditPage:
    return EditPage(title=title, back_url=_url(technician_id), back_said=name, save=save, said="Saved.")


def _own_page(title: str, save: Any, *, intro: str = "") -> EditPage:
    return EditPage(
        title=title, back_url=reverse("me"), back_said="My page", save=save, said="It stands on your page.", intro=intro
    )
