"""Addresses of the parts desk: what is asked for, what is ordered."""

from django.urls import path

from steadyhand.pages.common.parts import asking, mine, one, orders, suppliers, wanted

urlpatterns = [
    path("my-parts/", mine.mine, name="my-parts"),
    path("visits/<uuid:visit_id>/part/", asking.ask_on_visit, name="part-ask-visit"),
    path("calls/<uuid:call_id>/part/", asking.ask_on_call, name="part-ask-call"),
    path("stock/ask/", asking.ask_for_truck, name="part-ask"),
    path("stock/requests/", wanted.wanted, name="part-requests"),
    path("stock/requests/<uuid:part_request_id>/", one.one, name="part-request"),
    path("stock/requests/<uuid:part_request_id>/answer/", one.answer, name="part-answer"),
    path("stock/orders/", orders.orders, name="supplier-orders"),
    path("stock/orders/more/", orders.order_more, name="order-more"),
    path("stock/orders/<uuid:order_id>/", orders.order, name="supplier-order"),
    path("stock/orders/<uuid:order_id>/change/", orders.change, name="supplier-order-change"),
    path("stock/orders/<uuid:order_id>/order.csv", orders.order_file, name="supplier-order-file"),
    path("stock/suppliers/", suppliers.supplier_list, name="suppliers"),
    path("stock/suppliers/new/", suppliers.new, name="supplier-new"),
    path("stock/suppliers/<uuid:supplier_id>/", suppliers.one, name="supplier"),
]
