"""Addresses of single promises."""

from django.urls import path

from steadyhand.pages.common.promises import early, good_news, one, own

urlpatterns = [
    path("promises/<uuid:promise_id>/", one.promise, name="promise"),
    path("promises/<uuid:promise_id>/early/", early.early, name="promise-early"),
    path("promises/<uuid:promise_id>/good-news/", good_news.good_news, name="promise-good-news"),
    path("promises/<uuid:promise_id>/own/", own.own, name="promise-own"),
]
