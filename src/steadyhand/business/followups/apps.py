from django.apps import AppConfig


class FollowUpsConfig(AppConfig):
    name = "steadyhand.business.followups"
    label = "followups"
