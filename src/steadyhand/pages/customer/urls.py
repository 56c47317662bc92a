"""Addresses that customers hold."""

from django.urls import path

from steadyhand.pages.customer import call, no_more_email, photos, texts_in

urlpatterns = [
    path("c/<str:token>/", call.call, name="customer-call"),
    path("no-more-email/<str:token>/", no_more_email.no_more_email, name="no-more-email"),
    path("texts-in/<str:token>/", texts_in.texts_in, name="texts-in"),
    path("c/<str:token>/photos/<uuid:file_id>/", photos.photo, name="customer-photo"),
    path("c/<str:token>/answer/", call.survey, name="customer-survey"),
    path("c/<str:token>/message/", call.message, name="customer-message"),
]
