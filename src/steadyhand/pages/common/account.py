"""Somebody's own account: who they are here, their password, the devices they are told on, their colours."""

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from steadyhand.business.dealership.actions.set_password import set_password
from steadyhand.business.dealership.actions.sign_out_everywhere import sign_out_everywhere
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.devices.reading import devices_of
from steadyhand.business.dealership.directory import person_of
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.people.queries import technician_of_user
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import UNPROCESSABLE, shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.clock import read_clock
from steadyhand.shared.webpush.keys import public_key

NEW_PASSWORD = {"autocomplete": "new-password"}
LEAVE = "leave"


class NewPasswordForm(forms.Form):
    """A password, typed twice so that a slip locks nobody out."""

    password = forms.CharField(
        label="New password",
        strip=False,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
        help_text="At least ten characters, and not one of those that everybody tries. Three words do well.",
    )
    again = forms.CharField(label="Once more", strip=False, widget=forms.PasswordInput(attrs=NEW_PASSWORD))

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError("Both passwords must be the same; type them again.")
        return again


class OwnPasswordForm(NewPasswordForm):
    """A change of password by whoever knows the old one."""

    old = forms.CharField(
        label="Your password now",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["old", "password", "again"]

    def __init__(self, request: HttpRequest, *, is_sent: bool = True) -> None:
        super().__init__((request.POST or None) if is_sent else None)
        self.user = request.user

    def clean_old(self) -> str:
        old = str(self.cleaned_data["old"])
        if not self.user.check_password(old):
            raise forms.ValidationError("This isn't your password now; type it again, or ask for a new link.")
        return old


class LeaveForm(forms.Form):
    """Proof that it is really they who sign out everywhere."""

    old = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


@sensitive_post_parameters("old", "password", "again")
@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def account(request: SignedInRequest) -> HttpResponse:
    """Show who somebody is here, and change their password."""
    form = OwnPasswordForm(request)
    if request.method == "POST" and form.is_valid():
        try:
            set_password(by=request.actor, password=form.cleaned_data["password"], now=read_clock())
        except CannotRunItSo as refused:
            form.add_error("password", str(refused))
        else:
            _stay_here(request)
            messages.success(request, "Your new password holds. Everywhere else you have been signed out.")
            return see_other(reverse("account"))
    return _page(request, form)


@sensitive_post_parameters("leave-old")
@open_to(EVERYBODY)
@require_POST
def leave_everywhere(request: SignedInRequest) -> HttpResponse:
    """Sign somebody out everywhere but here."""
    form = LeaveForm(request.POST, prefix=LEAVE)
    if form.is_valid():
        try:
            sign_out_everywhere(by=request.actor, password=form.cleaned_data["old"], now=read_clock())
        except CannotRunItSo as refused:
            form.add_error("old", str(refused))
        else:
            _stay_here(request)
            messages.success(request, "Everywhere else you have been signed out. Your password is the same.")
            return see_other(reverse("account"))
    return _page(request, leave=form)


def _stay_here(request: SignedInRequest) -> None:
    if request.user.is_authenticated:
        # Everywhere else they are signed out by the change; here they stay.
        request.user.refresh_from_db()
        update_session_auth_hash(request, request.user)


def _page(
    request: SignedInRequest, form: OwnPasswordForm | None = None, leave: LeaveForm | None = None
) -> HttpResponse:
    saying = saying_for(request)
    assert request.actor.user_id is not None  # noqa: S101  # a door lets in people only
    context = {
        "form": form or OwnPasswordForm(request, is_sent=False),
        "leave": leave or LeaveForm(prefix=LEAVE),
        "person": person_of(request.actor, request.actor.user_id),
        "devices": [
            {"device": device, "added": saying.when(device.made_at)}
            for device in devices_of(request.actor.tenant_id, request.actor.user_id)
        ],
        "push_key": public_key(),
        "technician_id": technician_of_user(request.actor.tenant_id, request.actor.user_id),
    }
    has_errors = bool((form and form.errors) or (leave and leave.errors))
    return shown(request, "common/account.html", context, status=UNPROCESSABLE if has_errors else 200)
