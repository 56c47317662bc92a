from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "steadyhand.pages"
    label = "pages"
