"""Is it alive, and can it serve? For whatever watches this server."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from steadyhand.pages.common.doors import open_to_anyone


@open_to_anyone(because="a load balancer has no password, and it learns only that the process lives")
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@open_to_anyone(because="a load balancer has no password, and it learns only whether requests can be served")
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and its tables are those of this version, else 503 with what is wrong."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception as problem:  # noqa: BLE001  # whatever is wrong with the database, the answer is "not ready"
        return JsonResponse({"status": "no database", "why": type(problem).__name__}, status=503)
    if waiting:
        return JsonResponse({"status": "tables out of date", "migrations_waiting": len(waiting)}, status=503)
    return JsonResponse({"status": "ready"})
