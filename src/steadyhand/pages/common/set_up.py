"""Behind the link that the server prints while nothing is there: found the dealership, and sign its founder in."""

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.actions.make_set_up_link import SET_UP
from steadyhand.business.dealership.actions.set_up_dealership import set_up_dealership
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.pages.common.doors import open_by_link
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import UNPROCESSABLE
from steadyhand.pages.common.set_up_form import SetUpForm
from steadyhand.shared.clock import read_clock
from steadyhand.shared.links import LinkRefused, follow_link

NOT_FOUND = 404


@sensitive_post_parameters("password", "again")
@never_cache
@open_by_link(SET_UP)
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """Ask what a dealership needs at the least; with it, found it once and go on to what comes next."""
    now = read_clock()
    try:
        follow_link(token, purpose=SET_UP, now=now)
    except LinkRefused:
        return render(request, "common/set_up_over.html", status=NOT_FOUND)
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        founder = form.founder()
        try:
            set_up_dealership(token=token, firm=form.firm(), founder=founder, now=now)
        except CannotRunItSo as refused:
            form.add_error(None, str(refused))
        else:
            logout(request)
            user = authenticate(request, username=founder.email, password=founder.password)
            if user is None:
                return see_other(reverse("sign-in"))
            login(request, user)
            messages.success(request, f"{form.cleaned_data['firm_name']} is open, and you are signed in.")
            return see_other(reverse("home"))
    return render(request, "common/set_up.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)
