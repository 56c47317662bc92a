from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "steadyhand.business.promises"
    label = "promises"
