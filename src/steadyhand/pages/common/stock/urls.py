"""Addresses of shelves and trucks."""

from django.urls import path

from steadyhand.pages.common.stock import moving, opening, overview, place

urlpatterns = [
    path("stock/", overview.stock, name="stock"),
    path("stock/open/", opening.open_place, name="stock-open"),
    path("stock/<uuid:place_id>/", place.place, name="stock-place"),
    path("stock/<uuid:place_id>/lines/", place.history, name="stock-lines"),
    path("stock/<uuid:place_id>/receive/", moving.receive, name="stock-receive"),
    path("stock/<uuid:place_id>/move/", moving.over, name="stock-over"),
    path("stock/<uuid:place_id>/send-back/", moving.back, name="stock-back"),
    path("stock/<uuid:place_id>/count/", moving.count, name="stock-count"),
    path("stock/<uuid:place_id>/put-right/", moving.right, name="stock-right"),
]
