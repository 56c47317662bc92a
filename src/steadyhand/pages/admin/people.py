"""Who signs in here, and what may they do, at which branches?"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steadyhand.business.dealership.actions.change_roles import change_roles
from steadyhand.business.dealership.actions.deactivate_user import deactivate_user
from steadyhand.business.dealership.actions.invite_user import invite_user
from steadyhand.business.dealership.actions.withdraw_invitation import withdraw_invitation
from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.dealership.described import CannotRunItSo, RoleAt
from steadyhand.business.dealership.directory import PAGE, Person, people_page, person_of
from steadyhand.business.dealership.invitations import Invitation, invitations_of
from steadyhand.business.dealership.queries import Firm, the_dealership
from steadyhand.business.dealership.rules import STEWARDS, Role
from steadyhand.business.people.queries import listed_technicians
from steadyhand.flows.person.send_invitation import Mailing, mailing_of, send_invitation
from steadyhand.flows.person.welcome_technician import NotThisTechnician, welcome_technician
from steadyhand.pages.admin.inviting import Mailed, ReadyMessage, mailed_said, ready_message, standing_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import EditPage, OnceForm, edit, see_other, shown
from steadyhand.pages.common.saying import Saying, saying_for, saying_of
from steadyhand.shared.clock import read_clock
from steadyhand.shared.outbox.listing import messages_about

EVERYWHERE = "all"
_LINK = "invitation-link"
# What whoever invites reads before and after, by what becomes of the e-mail.
_BY_HAND = "The text message with it is ready on the next page."
INTRO = {
    Mailing.GOES: f"They get a link to choose a password, by e-mail at once. {_BY_HAND[:-1]}, too.",
    Mailing.WRITTEN: f"They get a link to choose a password. No e-mail leaves this server. {_BY_HAND}",
    Mailing.NOT_CONNECTED: f"They get a link to choose a password. {_BY_HAND}",
    Mailing.OPENS_ONLY_HERE: f"They get a link to choose a password. {_BY_HAND}",
}
INVITED = {
    Mailing.GOES: "It goes out by e-mail now; you can text it, too.",
    Mailing.WRITTEN: "Pass the link on: no e-mail leaves this server.",
    Mailing.NOT_CONNECTED: "Pass the link on: no e-mail goes out.",
    Mailing.OPENS_ONLY_HERE: "Pass the link on: no e-mail goes out.",
}
# Of a page's number in an address: more digits nobody's list has, and no database counts as far as some can be typed.
LONGEST_NUMBER = 6
# More branches than this are shown when asked for: a role's few are said beside its name.
MOST_BRANCHES_OPEN = 6


_BOX = '<label class="choice" for="{}"><input type="checkbox" id="{}" name="{}" value="{}"{}> {}</label>'
_CHECKED = {True: mark_safe(" checked"), False: mark_safe("")}


@dataclass(frozen=True, slots=True)
class BranchTick:
    """A branch at which somebody may hold a role."""

    id: SafeString
    value: SafeString
    said: SafeString
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class RoleTicks:
    """One role, and where it is held."""

    field: forms.BoundField
    ticks: tuple[BranchTick, ...]

    @property
    def drawn(self) -> SafeString:
        """Return the branches as boxes to tick, without a template: nine roles at forty branches are 360 of them."""
        # Ids and values are made here, and a branch's name was escaped once for all roles.
        name = SafeString(self.field.html_name)
        boxes = ((each.id, each.id, name, each.value, _CHECKED[each.is_ticked], each.said) for each in self.ticks)
        return format_html(
            '<div id="{}" class="choices">{}</div>', self.field.auto_id, format_html_join("", _BOX, boxes)
        )

    @property
    def held_at(self) -> SafeString:
        return SafeString(", ".join(tick.said for tick in self.ticks if tick.is_ticked) or "nowhere")

    @property
    def is_long(self) -> bool:
        return len(self.ticks) > MOST_BRANCHES_OPEN


class RolesForm(OnceForm):
    """What somebody is here for, and where: one line of branches for each role."""

    def __init__(
        self,
        *args: Any,
        branches: Collection[tuple[UUID, str]],
        is_everywhere_offered: bool,
        held: Collection[RoleAt] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [(SafeString(EVERYWHERE), SafeString("all branches"))] if is_everywhere_offered else []
        offered += [(SafeString(branch_id), escape(name)) for branch_id, name in branches]
        for role in Role:
            self.fields[role.value] = forms.MultipleChoiceField(
                label=role.label.capitalize() if role.label[0].islower() else role.label,
                required=False,
                choices=offered,
                widget=forms.CheckboxSelectMultiple,
                initial=[str(each.branch_id or EVERYWHERE) for each in held if each.role is role],
            )

    def role_ticks(self) -> list[RoleTicks]:
        """Return the roles with their branches: plain values, for nine roles at forty branches are many widgets."""
        return [self._ticks(self[role.value]) for role in Role]

    def _ticks(self, field: forms.BoundField) -> RoleTicks:
        ticked = {str(value) for value in field.value() or ()}
        choices: Any = self.fields[field.name]
        ticks = (
            BranchTick(SafeString(f"{field.auto_id}_{place}"), value, said, is_ticked=value in ticked)
            for place, (value, said) in enumerate(choices.choices)
        )
        return RoleTicks(field, tuple(ticks))

    def roles(self) -> list[RoleAt]:
        """Return the roles that were ticked."""
        return [
            RoleAt(role, None if place == EVERYWHERE else UUID(place))
            for role in Role
            for place in self.cleaned_data[role.value]
        ]


class InviteForm(RolesForm):
    name = forms.CharField(label="Name", max_length=200)
    email = forms.EmailField(label="E-mail", help_text="They sign in with it.")
    phone = forms.CharField(
        label="Mobile phone",
        max_length=40,
        required=False,
        help_text="For a text message with their link.",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


@open_to(STEWARDS)
@require_GET
def people(request: SignedInRequest) -> HttpResponse:
    """Show who signs in, with what they may do: by name, or those who are called as somebody typed."""
    saying = saying_for(request)
    typed = request.GET.get("q", "").strip()
    number = request.GET.get("page", "")
    place = max(1, int(number)) if number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER else 1
    page = people_page(request.actor, typed=typed, skip=(place - 1) * PAGE)
    invitations = invitations_of(request.actor, [person.id for person in page.people if not person.has_password])
    context = {
        "rows": [
            {"person": person, "standing": standing_of(person, invitations.get(person.id), saying)}
            for person in page.people
        ],
        "typed": typed,
        "position": f"{page.skipped + 1}–{page.skipped + len(page.people)}",
        "previous_url": _people_url(typed, place - 1) if place > 1 else "",
        "next_url": _people_url(typed, place + 1) if page.has_more else "",
    }
    return shown(request, "admin/people.html", context)


@open_to(STEWARDS)
@require_http_methods(["GET", "POST"])
def invite(request: SignedInRequest) -> HttpResponse:
    """Ask somebody in, and show the link by which they choose a password."""
    form = InviteForm(request.POST or None, initial=_listed(request), **_offered(request))
    mailing = mailing_of(request.actor.tenant_id)

    def save() -> str:
        user_id = invite_user(
            by=request.actor,
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            phone=form.cleaned_data["phone"],
            roles=form.roles(),
            now=read_clock(),
        )
        _welcome(request, user_id)
        _show_link(request, user_id)
        return reverse("admin-person", args=[user_id])

    page = EditPage(
        title="Invite somebody",
        back_url=reverse("admin-people"),
        back_said="People",
        save=save,
        said=f"Invited. {INVITED[mailing]} With the link they choose their password.",
        button="Invite",
        template="admin/invite.html",
        intro=INTRO[mailing],
    )
    return edit(request, form, page)


@open_to(STEWARDS)
@require_http_methods(["GET", "POST"])
def person(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Show one person, and change their roles and branches in one form."""
    found = _person_or_404(request, user_id)
    form = RolesForm(request.POST or None, held=found.roles, **_offered(request, found))

    def save() -> str:
        change_roles(by=request.actor, user_id=user_id, roles=form.roles(), now=read_clock())
        _welcome(request, user_id)
        return reverse("admin-person", args=[user_id])

    firm = the_dealership(request.actor.tenant_id)
    saying = saying_of(firm)
    invitation = invitations_of(request.actor, [user_id]).get(user_id)
    open_one = invitation if invitation and invitation.is_open(saying.now) else None
    mailing = mailing_of(request.actor.tenant_id)
    page = EditPage(
        title=found.name,
        back_url=reverse("admin-people"),
        back_said="People",
        save=save,
        said="Their roles are changed; it counts from their next click.",
        button="Save the roles",
        template="admin/person.html",
        extra={
            "person": found,
            "standing": standing_of(found, invitation, saying),
            "has_open_link": open_one is not None,
            "mailing": mailing,
            "mailed": _mailed(request, user_id, open_one, mailing, saying) if open_one else None,
            "message": _message(request, found, invitation, firm, saying),
        },
    )
    return edit(request, form, page)


@open_to(STEWARDS)
@require_POST
def new_link(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Make a new link to choose a password; older ones open nothing any more."""
    _person_or_404(request, user_id)
    try:
        _show_link(request, user_id)
    except CannotRunItSo as refused:
        messages.error(request, str(refused))
    return see_other(reverse("admin-person", args=[user_id]))


@open_to(STEWARDS)
@require_POST
def withdraw_link(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Let somebody's link open nothing any more."""
    found = _person_or_404(request, user_id)
    try:
        withdraw_invitation(by=request.actor, user_id=user_id, now=read_clock())
    except CannotRunItSo as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"The link for {found.name} opens nothing any more.")
    return see_other(reverse("admin-person", args=[user_id]))


@open_to(STEWARDS)
@require_POST
def deactivate(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Shut somebody out at once. Inviting them anew under the same address undoes it."""
    found = _person_or_404(request, user_id)
    try:
        deactivate_user(by=request.actor, user_id=user_id, now=read_clock())
    except CannotRunItSo as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{found.name} is signed out everywhere and can't sign in any more.")
    return see_other(reverse("admin-person", args=[user_id]))


def _people_url(typed: str, place: int) -> str:
    return f"{reverse('admin-people')}?{urlencode({'q': typed, 'page': place})}"


def _welcome(request: SignedInRequest, user_id: UUID) -> None:
    try:
        welcome_technician(by=request.actor, user_id=user_id, now=read_clock())
    except NotThisTechnician as reason:
        raise CannotRunItSo(str(reason)) from reason


def _show_link(request: SignedInRequest, user_id: UUID) -> None:
    """Keep a new link for the next page, which shows it once: nobody finds it later."""
    token = send_invitation(by=request.actor, user_id=user_id, now=read_clock())
    request.session[_LINK] = {"for": str(user_id), "path": reverse("invitation", args=[token])}


def _offered(request: SignedInRequest, known: Person | None = None) -> dict[str, Any]:
    branches = {branch.id: branch.name for branch in branches_of(request.actor)}
    for held in known.roles if known else ():
        # A role at a branch that has closed since stays visible, so that it can be taken.
        if held.branch_id and held.branch_id not in branches:
            branches[held.branch_id] = "a closed branch"
    return {"branches": list(branches.items()), "is_everywhere_offered": request.actor.branch_ids is None}


def _person_or_404(request: SignedInRequest, user_id: UUID) -> Person:
    found = person_of(request.actor, user_id)
    if found is None:
        raise Http404
    return found


def _message(
    request: SignedInRequest, found: Person, invitation: Invitation | None, firm: Firm, saying: Saying
) -> ReadyMessage | None:
    """Return the message with the link just made, once: nobody finds it later."""
    kept = request.session.pop(_LINK, None) or {}
    if kept.get("for") != str(found.id) or invitation is None:
        return None
    return ready_message(
        request,
        kept["path"],
        person=found,
        invitation=invitation,
        firm=firm,
        saying=saying,
        sender=request.actor.name,
    )


def _mailed(
    request: SignedInRequest, user_id: UUID, invitation: Invitation, mailing: Mailing, saying: Saying
) -> Mailed | None:
    """Return what became of the e-mail with this invitation's link; None where none was written."""
    lines = messages_about(request.actor.tenant_id, [user_id])
    # The newest is last; an older link's e-mail is no news any more.
    line = next((line for line in reversed(lines) if line.queued_at >= invitation.made_at), None)
    return mailed_said(line, mailing, saying) if line else None


def _listed(request: SignedInRequest) -> dict[str, Any]:
    """Return what the files know of the technician who is about to be invited, for the form to begin with."""
    asked = request.GET.get("technician", "")
    listed = listed_technicians(request.actor, on=saying_for(request).today) if asked else ()
    found = next((one for one in listed if str(one.id) == asked), None)
    if found is None:
        return {}
    place = [str(found.branch_id)]
    return {"name": found.name, "email": found.email, "phone": found.phone, Role.TECHNICIAN.value: place}
