"""What does signing in ask for, and how often may somebody guess?"""

from hashlib import sha256

from django import forms
from django.core.cache import cache
from django.http import HttpRequest

# Enough for a cold thumb, too few for guessing. The count lives in each server process's memory: with several
# processes a guesser gets as many times more.
MOST_TRIES = 10
FORGET_TRIES_SECONDS = 600


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
