"""Addresses of what there is to learn."""

from django.urls import path

from steadyhand.pages.common.learning import (
    card,
    case,
    courses,
    drill,
    huddle,
    mine,
    module,
    placement,
    team,
    why,
)

urlpatterns = [
    path("learning/", mine.learning, name="learning"),
    path("learning/card/", card.card, name="learning-card"),
    path("learning/placement/", placement.placement, name="learning-placement"),
    path("learning/courses/", courses.courses, name="learning-courses"),
    path("learning/courses/evidence/", courses.evidence, name="learning-evidence"),
    path("learning/courses/take-back/", courses.take_back, name="learning-course-back"),
    path("learning/why/", why.why, name="learning-why"),
    path("learning/why/write/", why.write, name="learning-why-write"),
    path("learning/why/read/", why.read, name="learning-why-read"),
    path("learning/why/confirm/", why.confirm, name="learning-why-confirm"),
    path("learning/huddle/", huddle.huddle, name="learning-huddle"),
    path("learning/team/", team.team, name="learning-team"),
    path("learning/cases/take-back/", case.take_back, name="learning-case-back"),
    path("learning/modules/<slug:module_code>/", module.module_page, name="learning-module"),
    path("learning/modules/<slug:module_code>/read/", module.read, name="learning-read"),
    path("learning/modules/<slug:module_code>/place/", module.place, name="learning-place"),
    path("learning/modules/<slug:module_code>/case/", case.bring, name="learning-case"),
    path("learning/drills/<slug:drill_code>/", drill.drill_page, name="learning-drill"),
    path("learning/drills/<slug:drill_code>/doubt/", drill.doubt, name="learning-doubt"),
]
