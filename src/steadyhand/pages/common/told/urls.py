"""Addresses of what customers were told."""

from django.urls import path

from steadyhand.pages.common.told import held, mine, owed, timeline

urlpatterns = [
    path("customers/<uuid:customer_id>/told/", timeline.of_customer, name="customer-timeline"),
    path("sites/<uuid:site_id>/told/", timeline.of_site, name="site-timeline"),
    path("told/mine/", mine.mine, name="own-words"),
    path("told/", held.waiting, name="held-messages"),
    path("told/held/<uuid:held_message_id>/", held.one, name="held-message"),
    path("told/owed/<uuid:correction_id>/", owed.correction, name="correction"),
]
