"""Addresses of the pages that every role uses."""

from django.urls import path

from steadyhand.pages.common import health, home, set_up, worker

urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in/", home.sign_in, name="sign-in"),
    path("sign-out/", home.sign_out, name="sign-out"),
    path("set-up/<str:token>/", set_up.set_up, name="set-up"),
    path("worker.js", worker.worker, name="worker"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
