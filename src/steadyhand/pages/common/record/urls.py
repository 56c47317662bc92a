"""Addresses of the record (finding, customers, machines, and the forms that change them) and of one's own account."""

from django.urls import path

from steadyhand.pages.common import account, invitation
from steadyhand.pages.common.record import customers, edit_customers, edit_machines, find, machine

urlpatterns = [
    path("account/", account.account, name="account"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("find/", find.find, name="find"),
    path("customers/", customers.customers, name="customers"),
    path("customers/add/", edit_customers.customer_add, name="customer-add"),
    path("customers/<uuid:customer_id>/", customers.customer, name="customer"),
    path("customers/<uuid:customer_id>/change/", edit_customers.customer_change, name="customer-change"),
    path("customers/<uuid:customer_id>/sites/add/", edit_customers.site_add, name="site-add"),
    path("customers/<uuid:customer_id>/people/add/", edit_customers.contact_add, name="contact-add"),
    path("customers/<uuid:customer_id>/goals/add/", edit_customers.goal_add, name="goal-add"),
    path("customers/<uuid:customer_id>/machines/add/", edit_machines.machine_add, name="machine-add"),
    path("sites/<uuid:site_id>/change/", edit_customers.site_change, name="site-change"),
    path("contacts/<uuid:contact_id>/change/", edit_customers.contact_change, name="contact-change"),
    path("contracts/<uuid:contract_id>/change/", edit_customers.contract_change, name="contract-change"),
    path("machines/<uuid:machine_id>/", machine.machine, name="machine"),
    path("machines/<uuid:machine_id>/change/", edit_machines.machine_change, name="machine-change"),
    path("machines/<uuid:machine_id>/move/", edit_machines.machine_move, name="machine-move"),
]
