"""Who is this? E-mail and password, and not too many guesses."""

from hashlib import sha256
from typing import Any

from django import forms
from django.contrib.auth.backends import BaseBackend
from django.core.cache import cache
from django.http import HttpRequest

from steadyhand.business.dealership.models import User

# Enough for a cold thumb, too few for guessing. The count lives in each server process's memory: with several
# processes a guesser gets as many times more.
MOST_TRIES = 10
FORGET_TRIES_SECONDS = 600


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


class SignInForm(forms.Form):
    email = forms.EmailField(
        label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), strip=False
    )


def too_many_tries(request: HttpRequest, email: str) -> bool:
    """Tell whether this address and place have tried too often lately."""
    return int(cache.get(_tries_key(request, email), 0)) >= MOST_TRIES


def wrong_try(request: HttpRequest, email: str) -> None:
    key = _tries_key(request, email)
    cache.add(key, 0, timeout=FORGET_TRIES_SECONDS)
    cache.incr(key)


def _tries_key(request: HttpRequest, email: str) -> str:
    place = request.META.get("REMOTE_ADDR", "")
    return "tries:" + sha256(f"{place}|{email.casefold()}".encode()).hexdigest()
