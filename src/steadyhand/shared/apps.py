from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "steadyhand.shared"
    label = "shared"
