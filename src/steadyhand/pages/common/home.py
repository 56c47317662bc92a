"""Signing in, signing out, and where each role starts."""

import logging

from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from steadyhand.business.dealership.queries import actor_for, is_any_dealership, the_dealership
from steadyhand.business.dealership.rules import EVERYBODY, Role
from steadyhand.flows.person.welcome_technician import NotThisTechnician, welcome_technician
from steadyhand.pages.common.doors import SignedInRequest, open_to, open_to_anyone
from steadyhand.pages.common.navigation import FIRST_STEPS, navigation_for
from steadyhand.pages.common.sign_in import SignInForm, too_many_tries, wrong_try
from steadyhand.shared.clock import read_clock

log = logging.getLogger(__name__)


@open_to_anyone(because="nobody is signed in yet")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form; with the right answer, go on to where the person wanted to go."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if too_many_tries(request, email):
            form.add_error(None, "Too many wrong passwords. Wait ten minutes, or ask your administrator for a new one.")
        elif user := authenticate(request, username=email, password=form.cleaned_data["password"]):
            login(request, user)
            _welcome(user)
            return redirect(_safe_next(request))
        else:
            wrong_try(request, email)
            form.add_error(None, "E-mail and password don't match. Check both, or ask your administrator.")
    return render(
        request,
        "common/sign_in.html",
        {
            "form": form,
            "next": request.POST.get("next") or request.GET.get("next", ""),
            # Asked only where the page has no dealership to name.
            "is_nothing_here": lambda: not is_any_dealership(),
        },
        status=422 if form.errors else 200,
    )


@open_to_anyone(because="signing out twice does no harm")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("sign-in")


@open_to(EVERYBODY)
def home(request: SignedInRequest) -> HttpResponse:
    """Go to the first page of this person's navigation."""
    # Only administrators have first steps; nobody else's way in asks for them.
    is_asked = request.actor.is_one_of(*FIRST_STEPS.roles)
    shows = is_asked and the_dealership(request.actor.tenant_id).shows_first_steps
    return redirect(navigation_for(request.actor, shows_first_steps=shows)[0].url_name)


def _welcome(user: AbstractBaseUser) -> None:
    """Join a technician to their row of a file that came after the invitation. A wrong address keeps nobody out."""
    by = actor_for(user.pk)
    try:
        if by.is_one_of(Role.TECHNICIAN):
            welcome_technician(by=by, user_id=user.pk, now=read_clock())
    except NotThisTechnician as reason:
        log.warning("A technician signed in without a day of their own: %s", reason)


def _safe_next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    # An address and not a bare word: that would be taken for the name of a page.
    return wanted if is_ours and wanted.startswith("/") else "home"
