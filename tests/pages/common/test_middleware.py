"""A view without a door is shut, and every page tells browsers to run nothing but our own files."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from tests.builders import a_user

from steadyhand.business.dealership.rules import Role
from steadyhand.pages.common.doors import open_to
from steadyhand.pages.common.middleware import deny_by_default

pytestmark = pytest.mark.django_db


def shut_unless(view: object, *, role: Role) -> HttpResponse | None:
    request = RequestFactory().get("/")
    request.user = a_user(role)
    return deny_by_default(lambda _: HttpResponse()).process_view(request, view, (), {})


def test_a_view_without_a_door_is_shut_for_all() -> None:
    def forgotten(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("secret")

    with pytest.raises(PermissionDenied, match="no door"):
        shut_unless(forgotten, role=Role.PRINCIPAL)


def test_a_door_opens_to_the_roles_it_names_and_no_other() -> None:
    @open_to({Role.PARTS})
    def shelf(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("parts")

    assert shut_unless(shelf, role=Role.PARTS) is None
    with pytest.raises(PermissionDenied, match="Your role"):
        shut_unless(shelf, role=Role.SALES)


def test_pages_allow_no_scripts_but_our_own(client: Client) -> None:
    policy = client.get("/sign-in/").headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_pages_stay_in_no_cache(client: Client) -> None:
    assert client.get("/sign-in/").headers["Cache-Control"] == "private, no-store"


def test_a_fragment_asked_for_after_sign_out_sends_the_whole_page_to_sign_in(client: Client) -> None:
    answer = client.get("/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/board/?day=2"})

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in/?next=/board/%3Fday%3D2"
