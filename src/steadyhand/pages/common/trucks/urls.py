"""Addresses of trucks, of parts between two hands, and of the morning before the first drive."""

from django.urls import path

from steadyhand.pages.common.trucks import counting, handing, handovers, mine, part

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
    path("handovers/", handovers.handovers, name="handovers"),
    path("handovers/new/", handing.hand_over, name="handover-new"),
    path("handovers/<uuid:handover_id>/", handovers.handover, name="handover"),
    path("handovers/<uuid:handover_id>/how-many/", handovers.say, name="handover-say"),
    path("handovers/<uuid:handover_id>/settle/", handovers.settle, name="handover-settle"),
    path("handovers/<uuid:handover_id>/decline/", handovers.decline, name="handover-decline"),
    path("handovers/<uuid:handover_id>/take-back/", handovers.withdraw, name="handover-withdraw"),
]
