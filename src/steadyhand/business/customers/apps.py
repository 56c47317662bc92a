from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "steadyhand.business.customers"
    label = "customers"
