"""Addresses of the composer."""

from django.urls import path

from steadyhand.pages.common.composing import plain_words, reviewing

urlpatterns = [
    path("words/review/", reviewing.review_words, name="review-words"),
    path("words/plain/", plain_words.plain_words, name="plain-words"),
    path("words/plain/found/", plain_words.found_words, name="plain-words-found"),
]
