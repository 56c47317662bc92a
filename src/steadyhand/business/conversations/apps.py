from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "steadyhand.business.conversations"
    label = "conversations"
