"""Addresses of interview kits."""

from django.urls import path

from steadyhand.pages.common.hiring.kits import files, kit, questions, samples, versions

urlpatterns = [
    path("hiring/kits/", kit.kits, name="hiring-kits"),
    path("hiring/kits/<slug:post_key>/", kit.kit, name="hiring-kit"),
    path("hiring/kits/<slug:post_key>/about/", kit.about, name="hiring-kit-about"),
    path("hiring/kits/<slug:post_key>/preview/", kit.preview, name="hiring-kit-preview"),
    path("hiring/kits/<slug:post_key>/add-question/", questions.question, name="hiring-kit-question-add"),
    path("hiring/kits/<slug:post_key>/questions/<slug:question_code>/", questions.question, name="hiring-kit-question"),
    path("hiring/kits/<slug:post_key>/add-sample/", samples.sample, name="hiring-kit-sample-add"),
    path("hiring/kits/<slug:post_key>/samples/<slug:sample_code>/", samples.sample, name="hiring-kit-sample"),
    path("hiring/kits/<slug:post_key>/versions/", versions.versions, name="hiring-kit-versions"),
    path("hiring/kits/<slug:post_key>/versions/<int:version_number>/", versions.version, name="hiring-kit-version"),
    path("hiring/kits/<slug:post_key>/file/", files.kit_file, name="hiring-kit-file"),
    path("hiring/kits/<slug:post_key>/bring/", files.bring, name="hiring-kit-bring"),
]
