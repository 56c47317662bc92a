"""Addresses of trucks, of parts between two hands, and of the morning before the first drive."""

from django.urls import path

from steadyhand.pages.common.trucks import audit, audits, counting, handing, handovers, mine, morning, mornings, part

urlpatterns = [
    path("my-truck/", mine.my_truck, name="my-truck"),
    path("my-truck/take-back/", mine.take_back, name="my-truck-take-back"),
    path("my-truck/counts/", counting.counts, name="my-truck-counts"),
    path("my-truck/parts/<uuid:part_id>/", part.part, name="my-truck-part"),
    path("my-truck/parts/<uuid:part_id>/count/", counting.count, name="my-truck-count"),
    path("my-truck/parts/<uuid:part_id>/add/", part.add, name="my-truck-add"),
    path("my-truck/parts/<uuid:part_id>/used/", part.used, name="my-truck-used"),
    path("my-truck/parts/<uuid:part_id>/put-right/", part.correct, name="my-truck-right"),
    path("my-truck/parts/<uuid:part_id>/bin/", part.named_bin, name="my-truck-bin"),
    path("my-truck/look/", audit.audit, name="truck-audit"),
    path("my-truck/look/photo/", audit.photo, name="truck-audit-photo"),
    path("before-driving/", morning.before_driving, name="before-driving"),
    path("before-driving/take/", morning.take, name="before-driving-take"),
    path("before-driving/ask/", morning.ask, name="before-driving-ask"),
    path("stock/morning/", mornings.mornings, name="mornings"),
    path("stock/morning/set-out/", mornings.set_out, name="morning-set-out"),
    path("stock/looks/", audits.audits, name="truck-audits"),
    path("stock/looks/<uuid:audit_id>/<uuid:audit_photo_id>/", audits.photo, name="truck-audit-file"),
    path("handovers/", handovers.handovers, name="handovers"),
    path("handovers/new/", handing.hand_over, name="handover-new"),
    path("handovers/<uuid:handover_id>/", handovers.handover, name="handover"),
    path("handovers/<uuid:handover_id>/how-many/", handovers.say, name="handover-say"),
    path("handovers/<uuid:handover_id>/settle/", handovers.settle, name="handover-settle"),
    path("handovers/<uuid:handover_id>/decline/", handovers.decline, name="handover-decline"),
    path("handovers/<uuid:handover_id>/take-back/", handovers.withdraw, name="handover-withdraw"),
]
