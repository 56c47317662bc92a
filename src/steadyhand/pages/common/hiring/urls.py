"""Addresses of hiring."""

from django.urls import path

from steadyhand.pages.common.hiring import (
    answering,
    answering_fairness,
    asking_fairness,
    candidate,
    card,
    decide,
    fairness,
    looking_back,
    openings,
    sheets,
    step,
)

urlpatterns = [
    path("hiring/", openings.hiring, name="hiring"),
    path("hiring/<uuid:opening_id>/", openings.opening, name="hiring-opening"),
    path("hiring/<uuid:opening_id>/sheets/", sheets.sheets, name="hiring-sheets"),
    path("hiring/candidates/<uuid:candidate_id>/", candidate.candidate, name="hiring-candidate"),
    path("hiring/candidates/<uuid:candidate_id>/card/", card.card, name="hiring-card"),
    path("hiring/candidates/<uuid:candidate_id>/decide/", decide.decide_about, name="hiring-decide"),
    path("hiring/candidates/<uuid:candidate_id>/answer/", answering.answer, name="hiring-answer"),
    path(
        "hiring/candidates/<uuid:candidate_id>/about-themselves/",
        asking_fairness.ask_fairness,
        name="hiring-fairness-ask",
    ),
    path(
        "hiring/candidates/<uuid:candidate_id>/about-themselves/paper/",
        asking_fairness.fairness_sheet,
        name="hiring-fairness-sheet",
    ),
    path("hiring/fairness/", fairness.fairness, name="hiring-fairness"),
    path("hiring/fairness/papers/", answering_fairness.papers, name="hiring-fairness-papers"),
    path("about-you/<str:token>/", answering_fairness.about_you, name="hiring-about-you"),
    path("hiring/looking-back/", looking_back.looking_back_page, name="hiring-looking-back"),
    path("hiring/steps/<uuid:path_step_id>/", step.step, name="hiring-step"),
]
