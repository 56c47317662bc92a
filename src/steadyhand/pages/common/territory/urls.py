"""Addresses of territories and of the visits that technicians propose."""

from django.urls import path

from steadyhand.pages.common.territory import answering, page, proposing

urlpatterns = [
    path("my-territory/", page.my_territory, name="my-territory"),
    path("my-territory/propose/<uuid:customer_id>/", proposing.propose, name="propose-visit"),
    path("my-territory/proposed/<uuid:proposal_id>/take-back/", proposing.take_back, name="take-back-proposed"),
    path("technicians/<uuid:technician_id>/territory/", page.territory, name="territory"),
    path("proposed-visits/", answering.proposed_visits, name="proposed-visits"),
    path("proposed-visits/<uuid:proposal_id>/", answering.proposed_visit, name="proposed-visit"),
]
