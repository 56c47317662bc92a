"""Somebody's own account: who they are here, their password, their colours."""

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.actions.set_password import set_password
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.directory import person_of
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import UNPROCESSABLE, shown
from steadyhand.shared.clock import read_clock

NEW_PASSWORD = {"autocomplete": "new-password"}


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

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.POST or None)
        self.user = request.user

    def clean_old(self) -> str:
        old = str(self.cleaned_data["old"])
        if not self.user.check_password(old):
            raise forms.ValidationError("This isn't your password now; type it again, or ask for a new link.")
        return old


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
            if request.user.is_authenticated:
                # Everywhere else they are signed out by the change; here they stay.
                request.user.refresh_from_db()
                update_session_auth_hash(request, request.user)
            messages.success(request, "Your new password holds. Everywhere else you have been signed out.")
            return see_other(reverse("account"))
    assert request.actor.user_id is not None  # noqa: S101  # a door lets in people only
    context = {"form": form, "person": person_of(request.actor, request.actor.user_id)}
    return shown(request, "common/account.html", context, status=UNPROCESSABLE if form.errors else 200)
