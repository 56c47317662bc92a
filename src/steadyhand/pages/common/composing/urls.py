"""Addresses of the composer."""

from django.urls import path

from steadyhand.pages.common.composing import moment_words, plain_words, promising, reviewing, rules, wording

urlpatterns = [
    path("words/review/", reviewing.review_words, name="review-words"),
    path("words/promises/", promising.look_for_promises, name="words-promises"),
    path("words/promises/give/", promising.give_said, name="words-promise"),
    path("words/moments/", moment_words.all_moments, name="moment-words"),
    path("words/moments/<slug:moment_key>/", moment_words.moment, name="moment-word"),
    path("words/plain/", plain_words.plain_words, name="plain-words"),
    path("words/plain/found/", plain_words.found_words, name="plain-words-found"),
    path("words/plain/new/", wording.new_words, name="plain-words-new"),
    path("words/plain/<slug:entry_key>/", wording.change_words, name="plain-words-change"),
    path("words/rules/", rules.rules, name="guard-rules"),
    path("words/rules/own.json", rules.portable, name="own-rules-portable"),
    path("words/rules/new/", rules.new_rule, name="guard-rule-new"),
    path("words/rules/<uuid:own_rule_id>/", rules.change_rule, name="guard-rule-change"),
]
