"""What the web server serves."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steadyhand.config.settings")
application = get_wsgi_application()
# The first asking would load every page. Once all are here, nothing of them ever becomes garbage: without this Python
# looks through them again and again, and each time somebody waits some 80 ms longer for a page (docs/benchmarks.md).
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
