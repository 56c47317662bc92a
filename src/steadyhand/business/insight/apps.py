from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "steadyhand.business.insight"
    label = "insight"
