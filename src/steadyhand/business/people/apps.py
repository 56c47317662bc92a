from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "steadyhand.business.people"
    label = "people"
