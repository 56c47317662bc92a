from django.apps import AppConfig


class DealershipConfig(AppConfig):
    name = "steadyhand.business.dealership"
    label = "dealership"
