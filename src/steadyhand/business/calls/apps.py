from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "steadyhand.business.calls"
    label = "calls"
