from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "steadyhand.business.dispatch"
    label = "dispatch"
