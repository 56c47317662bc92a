"""Addresses of the inboxes: IT, parts, sales."""

from django.urls import path

from steadyhand.pages.inbox import it, parts, sales

urlpatterns = [
    path("for-it/", it.for_it, name="inbox-it"),
    path("parts-wanted/", parts.parts_wanted, name="inbox-parts"),
    path("ending/", sales.ending, name="inbox-sales"),
]
