"""Addresses of hiring."""

from django.urls import path

from steadyhand.pages.common.hiring import candidate, card, decide, openings, sheets, step

urlpatterns = [
    path("hiring/", openings.hiring, name="hiring"),
    path("hiring/<uuid:opening_id>/", openings.opening, name="hiring-opening"),
    path("hiring/<uuid:opening_id>/sheets/", sheets.sheets, name="hiring-sheets"),
    path("hiring/candidates/<uuid:candidate_id>/", candidate.candidate, name="hiring-candidate"),
    path("hiring/candidates/<uuid:candidate_id>/card/", card.card, name="hiring-card"),
    path("hiring/candidates/<uuid:candidate_id>/decide/", decide.decide_about, name="hiring-decide"),
    path("hiring/steps/<uuid:path_step_id>/", step.step, name="hiring-step"),
]
