"""Addresses that customers hold."""

from django.urls import path

from steadyhand.pages.customer import call

urlpatterns = [
    path("c/<str:token>/", call.call, name="customer-call"),
    path("c/<str:token>/message/", call.message, name="customer-message"),
]
