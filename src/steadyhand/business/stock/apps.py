from django.apps import AppConfig


class StockConfig(AppConfig):
    name = "steadyhand.business.stock"
    label = "stock"
