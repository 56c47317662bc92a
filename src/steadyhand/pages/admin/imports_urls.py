"""Addresses of the way in and the way out for files."""

from django.urls import path

from steadyhand.pages.admin import exports, imports

urlpatterns = [
    path("import/", imports.imports, name="imports"),
    path("import/examples/", imports.examples, name="import-examples"),
    path("import/<uuid:run_id>/", imports.import_run, name="import-run"),
    path("import/<uuid:run_id>/standing/", imports.standing, name="import-standing"),
    path("import/<uuid:run_id>/columns/", imports.columns, name="import-columns"),
    path("import/<uuid:run_id>/land/", imports.land, name="import-land"),
    path("import/<uuid:run_id>/discard/", imports.discard, name="import-discard"),
    path("import/<uuid:run_id>/rejects/", imports.rejects, name="import-rejects"),
    path("export/", exports.exports, name="exports"),
]
