"""Every address, by role."""

from django.urls import include, path

urlpatterns = [
    path("", include("steadyhand.pages.common.urls")),
    path("", include("steadyhand.pages.common.record.urls")),
    path("", include("steadyhand.pages.common.rota.urls")),
    path("", include("steadyhand.pages.common.followups.urls")),
    path("", include("steadyhand.pages.common.needs.urls")),
    path("", include("steadyhand.pages.common.territory.urls")),
    path("", include("steadyhand.pages.common.people.urls")),
    path("", include("steadyhand.pages.common.stock.urls")),
    path("", include("steadyhand.pages.common.coaching.urls")),
    path("", include("steadyhand.pages.common.trucks.urls")),
    path("", include("steadyhand.pages.common.parts.urls")),
    path("", include("steadyhand.pages.common.obstacles.urls")),
    path("", include("steadyhand.pages.common.hiring.urls")),
    path("", include("steadyhand.pages.common.hiring.kits.urls")),
    path("", include("steadyhand.pages.common.learning.urls")),
    path("", include("steadyhand.pages.common.promises.urls")),
    path("", include("steadyhand.pages.common.composing.urls")),
    path("", include("steadyhand.pages.common.told.urls")),
    path("", include("steadyhand.pages.manager.urls")),
    path("", include("steadyhand.pages.inbox.urls")),
    path("", include("steadyhand.pages.admin.urls")),
    path("", include("steadyhand.pages.admin.imports_urls")),
    path("", include("steadyhand.pages.admin.erp_urls")),
    path("", include("steadyhand.pages.dispatcher.urls")),
    path("", include("steadyhand.pages.technician.urls")),
    path("", include("steadyhand.pages.customer.urls")),
]
