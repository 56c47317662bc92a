"""Addresses of what customers were told."""

from django.urls import path

from steadyhand.pages.common.told import handed, held, mine, owed, source, timeline

urlpatterns = [
    path("customers/<uuid:customer_id>/told/", timeline.of_customer, name="customer-timeline"),
    path("sites/<uuid:site_id>/told/", timeline.of_site, name="site-timeline"),
    path("told/mine/", mine.mine, name="own-words"),
    path("told/", held.waiting, name="held-messages"),
    path("told/held/<uuid:held_message_id>/", held.one, name="held-message"),
    path("told/facts/<uuid:fact_id>/", source.source, name="fact-source"),
    path("told/owed/<uuid:correction_id>/", owed.correction, name="correction"),
    path("told/handed/<uuid:handed_fact_id>/", handed.put_right, name="handed-fact"),
    path("told/handed/<uuid:handed_fact_id>/customer/", handed.with_customer, name="handed-customer"),
    path("told/handed/<uuid:handed_fact_id>/not-so/", handed.not_so, name="handed-not-so"),
]
