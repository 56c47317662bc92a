"""Addresses of follow-ups."""

from django.urls import path

from steadyhand.pages.common.followups import inbox, new, one, praise, reached

urlpatterns = [
    path("followups/", inbox.followups, name="followups"),
    path("followups/new/", new.new, name="followup-new"),
    path("followups/<uuid:followup_id>/", one.followup, name="followup"),
    path("customers/<uuid:customer_id>/praise/", praise.praise, name="praise"),
    path("followups/<uuid:followup_id>/read/", praise.read, name="praise-read"),
    path("f/<str:token>/", one.answer, name="answer"),
    path("r/<str:token>/", reached.reached, name="reached"),
]
