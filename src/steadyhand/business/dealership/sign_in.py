"""Who is this? E-mail and password, checked for Django's sign-in."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from steadyhand.business.dealership.models import User


class EmailBackend(BaseBackend):
    """Sign in by e-mail address, in any case."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002  # Django passes it
        username: str | None = None,
        password: str | None = None,
        **_: Any,
    ) -> User | None:
        # The tenant isn't known before sign-in. Where one address works at two dealerships, the password tells which.
        for user in User.objects.filter(email__iexact=(username or "").strip(), is_active=True):
            if user.check_password(password or ""):
                return user
        # As slow as a wrong password, so that timing doesn't tell which addresses exist.
        User().set_password(password or "")
        return None

    def get_user(self, user_id: Any) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
