from django.apps import AppConfig


class ObstaclesConfig(AppConfig):
    name = "steadyhand.business.obstacles"
    label = "obstacles"
