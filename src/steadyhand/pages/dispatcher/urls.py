"""Addresses of the desk: taking, planning and changing calls."""

from django.urls import path

from steadyhand.pages.dispatcher import (
    asked_for,
    board,
    call,
    call_steps,
    calls,
    check_back,
    guide,
    maintenance,
    new_call,
    visits,
)

urlpatterns = [
    path("board/", board.board, name="board"),
    path("board/live/", board.board_live, name="board-live"),
    path("calls/", calls.calls, name="calls"),
    path("calls/new/", new_call.new_call, name="new-call"),
    path("calls/new/found/", new_call.new_call_found, name="new-call-found"),
    path("calls/new/caller/", new_call.new_call_caller, name="new-call-caller"),
    path("calls/new/fault/", new_call.new_call_fault, name="new-call-fault"),
    path("calls/guide/", guide.guide, name="phone-guide"),
    path("calls/guide/question/", guide.guide_question, name="phone-guide-question"),
    path("calls/guide/steps/", guide.guide_steps, name="phone-guide-steps"),
    path("calls/<uuid:call_id>/", call.call, name="call"),
    path("calls/<uuid:call_id>/plan/", visits.plan, name="plan-visit"),
    path("calls/<uuid:call_id>/put/", visits.put_call, name="put-call"),
    path("calls/<uuid:call_id>/check-back/", check_back.check_back, name="check-back"),
    path("calls/<uuid:call_id>/cancel/", call_steps.cancel, name="cancel-call"),
    path("calls/<uuid:call_id>/restore/", call_steps.restore, name="restore-call"),
    path("calls/<uuid:call_id>/reopen/", call_steps.reopen, name="reopen-call"),
    path("calls/<uuid:call_id>/identify/", call_steps.identify, name="identify-call"),
    path("calls/<uuid:call_id>/link/", call_steps.make_link, name="make-link"),
    path("calls/<uuid:call_id>/link/revoke/", call_steps.revoke_link, name="revoke-link"),
    path("calls/<uuid:call_id>/messages/<uuid:message_id>/", call_steps.answer, name="answer-message"),
    path("calls/<uuid:call_id>/asked-for/", asked_for.asked_for, name="asked-for"),
    path("pm-due/", maintenance.pm_due, name="pm-due"),
    path("pm-due/take/", maintenance.take, name="pm-due-take"),
    path("visits/<uuid:visit_id>/move/", visits.move, name="move-visit"),
    path("visits/<uuid:visit_id>/put/", visits.put, name="put-visit"),
    path("visits/<uuid:visit_id>/cancel/", visits.cancel, name="cancel-visit"),
    path("visits/<uuid:visit_id>/restore/", visits.restore, name="restore-visit"),
]
