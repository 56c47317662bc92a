"""Behind an invitation: somebody chooses the password they will sign in with."""

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.actions.renew_invitation import INVITATION
from steadyhand.business.dealership.actions.set_password import set_password
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.directory import person_of
from steadyhand.business.dealership.queries import actor_for, the_dealership
from steadyhand.pages.common.account import NewPasswordForm
from steadyhand.pages.common.doors import open_by_link
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import UNPROCESSABLE
from steadyhand.shared.clock import read_clock
from steadyhand.shared.links import LinkRefused, follow_link

NOT_FOUND = 404


@sensitive_post_parameters("password", "again")
@never_cache
@open_by_link(INVITATION)
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody choose a password, once, and sign them in."""
    now = read_clock()
    try:
        link = follow_link(token, purpose=INVITATION, now=now)
    except LinkRefused:
        return render(request, "common/invitation_over.html", status=NOT_FOUND)
    somebody = actor_for(link.about_id)
    person = person_of(somebody, link.about_id)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["password"]
        try:
            set_password(by=somebody, password=password, now=now)
        except CannotRunItSo as refused:
            form.add_error("password", str(refused))
        else:
            # Whoever was signed in on this device is somebody else.
            logout(request)
            user = authenticate(request, username=person.email, password=password) if person else None
            if user is None:
                return see_other(reverse("sign-in"))
            login(request, user)
            messages.success(request, "Welcome. From now on you sign in with your e-mail and this password.")
            return see_other(reverse("home"))
    context = {"form": form, "person": person, "dealership": the_dealership(link.tenant_id)}
    return render(request, "common/invitation.html", context, status=UNPROCESSABLE if form.errors else 200)
