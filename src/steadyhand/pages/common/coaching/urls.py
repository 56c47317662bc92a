"""Addresses of coaching and adoption."""

from django.urls import path

from steadyhand.pages.common.coaching import (
    adoption,
    agreement,
    heard,
    hours,
    noise,
    overview,
    plan,
    programme,
    ride,
    rollout,
    rollout_plan,
    said,
    thanked,
    trained,
    tried,
    week,
)

urlpatterns = [
    path("coaching/", overview.coaching, name="coaching"),
    path("coaching/mine/", overview.mine, name="coaching-mine"),
    path("coaching/hours/", hours.hours, name="coaching-hours"),
    path("coaching/trained/", trained.trained, name="coaching-trained"),
    path("coaching/plans/<uuid:coaching_plan_id>/", plan.plan, name="coaching-plan"),
    path("coaching/steps/<uuid:coaching_step_id>/", week.week, name="coaching-step"),
    path("ride-along/", ride.rides, name="rides"),
    path("ride-along/<uuid:technician_id>/", ride.ride, name="ride"),
    path("about-me/", said.about_me, name="about-me"),
    path("about-me/<uuid:said_id>/answer/", said.answer, name="about-me-answer"),
    path("about-me/<uuid:ride_along_id>/sign/", said.sign, name="about-me-sign"),
    path("technicians/<uuid:technician_id>/said/", said.said_of, name="said-of"),
    path("technicians/<uuid:technician_id>/heard/", heard.heard, name="heard"),
    path("visits/<uuid:visit_id>/tried/", tried.tried, name="tried"),
    path("thanks/<uuid:thanks_id>/read/", thanked.read, name="thanks-read"),
    path("programme/", programme.programme, name="programme"),
    path("programme/seen/", programme.programme_seen, name="programme-seen"),
    path("programme/close/", programme.programme_close, name="programme-close"),
    path("adoption/", adoption.adoption, name="adoption"),
    path("adoption/agreement/", agreement.agreement, name="agreement"),
    path("adoption/noise/", noise.adoption_noise, name="adoption-noise"),
    path("adoption/plan/", rollout_plan.plan, name="rollout-plan"),
    path("adoption/<uuid:rollout_id>/", rollout.rollout, name="rollout"),
]
