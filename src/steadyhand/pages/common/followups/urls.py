"""Addresses of follow-ups."""

from django.urls import path

from steadyhand.pages.common.followups import files, inbox, new, one, praise, reached

urlpatterns = [
    path("followups/", inbox.followups, name="followups"),
    path("followups/new/", new.new, name="followup-new"),
    path("followups/<uuid:followup_id>/", one.followup, name="followup"),
    path("customers/<uuid:customer_id>/praise/", praise.praise, name="praise"),
    path("followups/<uuid:followup_id>/read/", praise.read, name="praise-read"),
    path("followups/files/", files.take_in, name="take-in-file"),
    path("followups/<uuid:followup_id>/files/<uuid:handed_id>/", files.show, name="followup-file"),
    path("followups/<uuid:followup_id>/files/<uuid:handed_id>/remove/", files.remove, name="followup-file-remove"),
    path("f/<str:token>/", one.answer, name="answer"),
    path("f/<str:token>/files/<uuid:handed_id>/", files.show_by_link, name="answer-file"),
    path("r/<str:token>/", reached.reached, name="reached"),
]
