"""Addresses of shelves and trucks."""

from django.urls import path

from steadyhand.pages.common.stock import answering, limits, loading, moving, opening, overview, place, truck, trucks

urlpatterns = [
    path("stock/", overview.stock, name="stock"),
    path("stock/open/", opening.open_place, name="stock-open"),
    path("stock/trucks/", trucks.trucks, name="stock-trucks"),
    path("stock/trucks/load/", loading.load_all, name="stock-trucks-load"),
    path("stock/trucks/reckon/", answering.reckon, name="stock-trucks-reckon"),
    path("stock/trucks/<uuid:place_id>/", truck.truck, name="stock-truck"),
    path("stock/trucks/<uuid:place_id>/answer/", answering.answer, name="stock-truck-answer"),
    path("stock/trucks/<uuid:place_id>/limits/", limits.limits, name="stock-truck-limits"),
    path("stock/trucks/<uuid:place_id>/load/", loading.load, name="stock-truck-load"),
    path("stock/sizes/", limits.sizes, name="stock-sizes"),
    path("stock/sizes/<uuid:part_id>/", limits.size, name="stock-size"),
    path("to-load/", loading.to_load, name="to-load"),
    path("stock/<uuid:place_id>/", place.place, name="stock-place"),
    path("stock/<uuid:place_id>/lines/", place.history, name="stock-lines"),
    path("stock/<uuid:place_id>/receive/", moving.receive, name="stock-receive"),
    path("stock/<uuid:place_id>/move/", moving.over, name="stock-over"),
    path("stock/<uuid:place_id>/send-back/", moving.back, name="stock-back"),
    path("stock/<uuid:place_id>/count/", moving.count, name="stock-count"),
    path("stock/<uuid:place_id>/level/", moving.level, name="stock-level"),
    path("stock/<uuid:place_id>/put-right/", moving.right, name="stock-right"),
]
