"""Addresses of obstacles and calls for help."""

from django.urls import path

from steadyhand.pages.common.obstacles import ask, help_asked, raised, stopped

urlpatterns = [
    path("stopped/", stopped.stopped, name="stopped"),
    path("visits/<uuid:visit_id>/stopped/", stopped.stopped_at_visit, name="visit-stopped"),
    path("raised/", raised.raised, name="raised"),
    path("visits/<uuid:visit_id>/help/", ask.ask, name="visit-help"),
    path("help/<uuid:request_id>/", ask.help_page, name="help"),
    path("help/<uuid:request_id>/standing/", ask.help_standing, name="help-standing"),
    path("help/questions/", ask.questions, name="help-questions"),
    path("help/asks/<uuid:ask_id>/", help_asked.answered, name="help-answer"),
    path("h/<str:token>/", help_asked.asked, name="help-asked"),
]
