from django.apps import AppConfig


class MachinesConfig(AppConfig):
    name = "steadyhand.business.machines"
    label = "machines"
