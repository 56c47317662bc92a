"""Addresses of people: coverage, one's own page and others', what posts ask for, skills and courses, mentors."""

from django.urls import path

from steadyhand.pages.common.people import coverage, lists, pairs, person

urlpatterns = [
    path("people/coverage/", coverage.coverage, name="coverage"),
    path("people/technicians/<uuid:technician_id>/", person.person, name="person"),
    path("people/technicians/<uuid:technician_id>/post/", person.person_post, name="person-post"),
    path("people/technicians/<uuid:technician_id>/evidence/<uuid:line_id>/", person.evidence_add, name="evidence-add"),
    path("people/evidence/<uuid:evidence_id>/", person.evidence, name="evidence"),
    path("me/", person.me, name="me"),
    path("me/goals/", person.my_goals, name="my-goals"),
    path("me/skills/add/", person.my_claim, name="my-claim"),
    path("me/answer/<uuid:line_id>/", person.my_answer, name="my-answer"),
    path("people/posts/", lists.role_needs, name="role-needs"),
    path("people/posts/<slug:post_key>/add/", lists.role_need, name="role-need-add"),
    path("people/posts/<slug:post_key>/restore/", lists.role_needs_restore, name="role-needs-restore"),
    path("people/posts/<slug:post_key>/lines/<slug:code>/", lists.role_need, name="role-need"),
    path("people/posts/<slug:post_key>/lines/<slug:code>/drop/", lists.role_need_drop, name="role-need-drop"),
    path("people/skills/", lists.skills, name="skills"),
    path("people/skills/meaning/", lists.ladder, name="ladder"),
    path("people/skills/meaning/restore/", lists.ladder_restore, name="ladder-restore"),
    path("people/courses/add/", lists.course, name="course-add"),
    path("people/courses/<uuid:course_id>/", lists.course, name="course-change"),
    path("people/pairs/", pairs.pairs, name="pairs"),
    path("people/pairs/add/", pairs.pair_propose, name="pair-propose"),
    path("people/pairs/<uuid:pair_id>/", pairs.pair, name="pair"),
    path("people/pairs/<uuid:pair_id>/confirm/", pairs.pair_confirm, name="pair-confirm"),
    path("people/pairs/<uuid:pair_id>/decline/", pairs.pair_decline, name="pair-decline"),
    path("people/pairs/<uuid:pair_id>/end/", pairs.pair_end, name="pair-end"),
    path("people/pairs/<uuid:pair_id>/week/", pairs.worksheet, name="worksheet"),
    path("people/pairs/<uuid:pair_id>/rides/add/", pairs.ride_plan, name="ride-plan"),
    path("people/pairs/<uuid:pair_id>/rides/<uuid:ride_id>/take-back/", pairs.ride_take_back, name="ride-take-back"),
]
