"""Addresses of needs."""

from django.urls import path

from steadyhand.pages.common.needs import notice, noticed, questions, routing

urlpatterns = [
    path("customers/<uuid:customer_id>/noticed/", notice.notice, name="need-notice"),
    path("noticed/", noticed.noticed, name="noticed"),
    path("needs/questions/", questions.questions, name="need-questions"),
    path("needs/rules/", routing.routing, name="need-routing"),
    path("needs/rules/<uuid:rule_id>/", routing.rule_change, name="need-rule"),
]
