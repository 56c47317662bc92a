"""Addresses that customers hold."""

from django.urls import path

from steadyhand.pages.customer import call, photos

urlpatterns = [
    path("c/<str:token>/", call.call, name="customer-call"),
    path("c/<str:token>/photos/<uuid:file_id>/", photos.photo, name="customer-photo"),
    path("c/<str:token>/message/", call.message, name="customer-message"),
]
