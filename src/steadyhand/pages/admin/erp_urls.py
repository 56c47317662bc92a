"""Addresses of what stands beside the dealer's ERP: the folder, differences, billing."""

from django.urls import path

from steadyhand.pages.admin import billing, differences, erp

urlpatterns = [
    path("erp/", erp.erp, name="erp"),
    path("erp/folder/", erp.folder, name="erp-folder"),
    path("erp/mappings/preset/", erp.preset_keep, name="erp-preset-keep"),
    path("erp/mappings/from/<uuid:run_id>/", erp.mapping_keep, name="erp-mapping-keep"),
    path("erp/mappings/<uuid:mapping_id>/", erp.mapping, name="erp-mapping"),
    path("erp/mappings/<uuid:mapping_id>/drop/", erp.mapping_drop, name="erp-mapping-drop"),
    path("erp/differences/", differences.all_differences, name="erp-differences"),
    path("erp/differences/all/", differences.decide_field, name="erp-decide-field"),
    path("erp/differences/<uuid:difference_id>/", differences.decide_one, name="erp-decide"),
    path("erp/differences/<uuid:difference_id>/undo/", differences.undo_one, name="erp-undo"),
    path("erp/rules/", differences.rules, name="erp-rules"),
    path("erp/billing/", billing.batches, name="erp-billing"),
    path("erp/billing/<uuid:batch_id>/", billing.download, name="erp-batch"),
    path("erp/billing/<uuid:batch_id>/again/", billing.again, name="erp-batch-again"),
]
