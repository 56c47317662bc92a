"""Statistics are our own: nothing that is imported at run time brings scipy, statsmodels or pandas along."""

import subprocess
import sys

WITHOUT = ("scipy", "statsmodels", "pandas")
PROBE = """
import importlib, pkgutil, sys
import steadyhand.business.learning.statistics as statistics
for each in pkgutil.iter_modules(statistics.__path__):
    importlib.import_module(f"{statistics.__name__}.{each.name}")
found = sorted(name for name in sys.modules if name.split(".")[0] in sys.argv[1:])
print(len(list(pkgutil.iter_modules(statistics.__path__))), found)
"""


def test_the_statistics_need_no_scipy() -> None:
    # A process of its own: the suite's may have imported them for something else.
    command = [sys.executable, "-c", PROBE, *WITHOUT]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603

    many, found = answer.stdout.strip().split(" ", 1)
    assert int(many) >= 7
    assert found == "[]"
