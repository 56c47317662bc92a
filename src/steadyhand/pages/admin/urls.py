"""Addresses of the administrator: people, branches, settings, history."""

from django.urls import path

from steadyhand.pages.admin import branches, first_steps, history, messages, people, settings, stuck, webhooks

urlpatterns = [
    path("first-steps/", first_steps.steps, name="first-steps"),
    path("first-steps/put-away/", first_steps.put_away, name="first-steps-put-away"),
    path("first-steps/take-out/", first_steps.take_out, name="first-steps-take-out"),
    path("first-steps/defaults-suit/", first_steps.defaults_suit, name="first-steps-defaults"),
    path("people/", people.people, name="admin-people"),
    path("people/invite/", people.invite, name="admin-invite"),
    path("people/<uuid:user_id>/", people.person, name="admin-person"),
    path("people/<uuid:user_id>/link/", people.new_link, name="admin-new-link"),
    path("people/<uuid:user_id>/link/withdraw/", people.withdraw_link, name="admin-withdraw-link"),
    path("people/<uuid:user_id>/deactivate/", people.deactivate, name="admin-deactivate"),
    path("branches/", branches.branches, name="admin-branches"),
    path("branches/add/", branches.branch_add, name="admin-branch-add"),
    path("branches/<uuid:branch_id>/", branches.branch_change, name="admin-branch"),
    path("hours/add/", branches.calendar_add, name="admin-calendar-add"),
    path("hours/<uuid:calendar_id>/", branches.calendar_change, name="admin-calendar"),
    path("hours/<uuid:calendar_id>/close/", branches.day_close, name="admin-day-close"),
    path("hours/days/<uuid:day_id>/reopen/", branches.day_reopen, name="admin-day-reopen"),
    path("settings/", settings.settings, name="settings"),
    path("settings/<str:key>/", settings.setting_change, name="setting"),
    path("settings/<str:key>/reset/", settings.setting_reset, name="setting-reset"),
    path("messages/", messages.outgoing, name="outgoing"),
    path("messages/<uuid:outgoing_id>/again/", messages.outgoing_again, name="outgoing-again"),
    path("webhooks/", webhooks.webhooks, name="webhooks"),
    path("webhooks/add/", webhooks.webhook_add, name="webhook-add"),
    path("webhooks/<uuid:endpoint_id>/", webhooks.webhook, name="webhook"),
    path("webhooks/<uuid:endpoint_id>/change/", webhooks.webhook_change, name="webhook-change"),
    path("webhooks/<uuid:endpoint_id>/do/", webhooks.webhook_do, name="webhook-do"),
    path("stuck/", stuck.stuck, name="stuck"),
    path("stuck/<uuid:job_id>/again/", stuck.stuck_again, name="stuck-again"),
    path("history/", history.history, name="history"),
]
