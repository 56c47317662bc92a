"""Addresses of the rota and of alerts."""

from django.urls import path

from steadyhand.pages.common.rota import alerts, changes, pattern, rota

urlpatterns = [
    path("rota/", rota.rota, name="rota"),
    path("rota/<uuid:branch_id>/pattern/", pattern.pattern, name="rota-pattern"),
    path("rota/<uuid:branch_id>/day/", changes.duty, name="rota-duty"),
    path("rota/<uuid:branch_id>/swap/", changes.swap, name="rota-swap"),
    path("rota/<uuid:branch_id>/leave/", changes.leave_add, name="rota-leave"),
    path("rota/leave/<uuid:leave_id>/end/", changes.leave_end, name="rota-leave-end"),
    path("alerts/<uuid:step_id>/", alerts.alert_answer, name="alert-answer"),
    path("a/<str:token>/", alerts.alert_link, name="alert-link"),
]
