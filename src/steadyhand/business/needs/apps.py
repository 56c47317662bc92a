from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "steadyhand.business.needs"
    label = "needs"
