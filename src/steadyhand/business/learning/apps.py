from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "steadyhand.business.learning"
    label = "learning"
