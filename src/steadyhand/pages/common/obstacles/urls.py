"""Addresses of obstacles."""

from django.urls import path

from steadyhand.pages.common.obstacles import raised, stopped

urlpatterns = [
    path("stopped/", stopped.stopped, name="stopped"),
    path("visits/<uuid:visit_id>/stopped/", stopped.stopped_at_visit, name="visit-stopped"),
    path("raised/", raised.raised, name="raised"),
]
