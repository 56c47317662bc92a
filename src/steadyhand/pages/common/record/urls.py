"""Addresses of the record (finding, customers, machines, and the forms that change them) and of one's own account."""

from django.urls import path

from steadyhand.pages.common import account, invitation
from steadyhand.pages.common.record import (
    catalogue,
    customers,
    edit_customers,
    edit_machines,
    find,
    machine,
    meters,
    technicians,
)

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
    path("customers/<uuid:customer_id>/contracts/add/", edit_customers.contract_add, name="contract-add"),
    path("goals/<uuid:goal_id>/change/", edit_customers.goal_change, name="goal-change"),
    path("customers/<uuid:customer_id>/machines/add/", edit_machines.machine_add, name="machine-add"),
    path("models/", catalogue.models, name="models"),
    path("models/add/", catalogue.model_add, name="model-add"),
    path("models/<uuid:model_id>/change/", catalogue.model_change, name="model-change"),
    path("parts/", catalogue.parts, name="parts"),
    path("parts/add/", catalogue.part_add, name="part-add"),
    path("parts/<uuid:part_id>/change/", catalogue.part_change, name="part-change"),
    path("technicians/", technicians.technicians, name="technicians"),
    path("technicians/<uuid:technician_id>/", technicians.technician, name="technician"),
    path("technicians/<uuid:technician_id>/change/", technicians.technician_change, name="technician-change"),
    path("technicians/<uuid:technician_id>/skills/add/", technicians.skill_add, name="skill-add"),
    path("technicians/<uuid:technician_id>/certificates/add/", technicians.certificate_add, name="certificate-add"),
    path("skills/<uuid:skill_id>/change/", technicians.skill_change, name="skill-change"),
    path("certificates/<uuid:certificate_id>/change/", technicians.certificate_change, name="certificate-change"),
    path("sites/<uuid:site_id>/change/", edit_customers.site_change, name="site-change"),
    path("contacts/<uuid:contact_id>/change/", edit_customers.contact_change, name="contact-change"),
    path("contracts/<uuid:contract_id>/change/", edit_customers.contract_change, name="contract-change"),
    path("machines/<uuid:machine_id>/", machine.machine, name="machine"),
    path("machines/<uuid:machine_id>/change/", edit_machines.machine_change, name="machine-change"),
    path("machines/<uuid:machine_id>/meters/add/", meters.meter_add, name="meter-add"),
    path("meters/<uuid:meter_id>/", meters.meter, name="meter"),
    path("meters/<uuid:meter_id>/read/", meters.meter_read, name="meter-read"),
    path("readings/<uuid:reading_id>/correct/", meters.reading_correct, name="reading-correct"),
    path("machines/<uuid:machine_id>/move/", edit_machines.machine_move, name="machine-move"),
]
