"""Addresses of a technician's phone."""

from django.urls import path

from steadyhand.pages.technician import (
    attachments,
    brief,
    closing,
    day,
    handed,
    lacked,
    meters,
    parts,
    position,
    steps,
    suggested,
    times,
    while_there,
)

urlpatterns = [
    path("day/", day.day, name="technician-day"),
    path("day/position/", position.tell, name="position-tell"),
    path("day/position/switch/", position.switch, name="position-switch"),
    path("visits/<uuid:visit_id>/", brief.brief, name="visit-brief"),
    path("visits/<uuid:visit_id>/on-my-way/", steps.on_my_way, name="visit-on-my-way"),
    path("visits/<uuid:visit_id>/arrived/", steps.arrived, name="visit-arrived"),
    path("visits/<uuid:visit_id>/do-now/", while_there.do_now, name="visit-do-now"),
    path("visits/<uuid:visit_id>/step-back/", steps.back_again, name="visit-step-back"),
    path("visits/<uuid:visit_id>/lacked/", lacked.lacked, name="visit-lacked"),
    path("visits/<uuid:visit_id>/times/", times.times, name="visit-times"),
    path("visits/<uuid:visit_id>/parts/", parts.parts, name="visit-parts"),
    path("visits/<uuid:visit_id>/files/", attachments.files, name="visit-files"),
    path("visits/<uuid:visit_id>/files/<uuid:file_id>/", attachments.show, name="visit-file"),
    path("visits/<uuid:visit_id>/files/<uuid:file_id>/change/", attachments.change, name="visit-file-change"),
    path("visits/<uuid:visit_id>/handed/<uuid:handed_fact_id>/passed-on/", handed.passed_on, name="handed-passed-on"),
    path("visits/<uuid:visit_id>/handed/<uuid:handed_fact_id>/not-so/", handed.not_so, name="visit-not-so"),
    path("visits/<uuid:visit_id>/meters/<uuid:meter_id>/", meters.check, name="visit-meter"),
    path("visits/<uuid:visit_id>/close/", closing.close, name="visit-close"),
    path("visits/<uuid:visit_id>/suggested/", suggested.suggested, name="visit-suggested"),
    path("visits/<uuid:visit_id>/closed/", closing.closed, name="visit-closed"),
    path("visits/<uuid:visit_id>/reopen/", steps.reopened, name="visit-reopen"),
]
