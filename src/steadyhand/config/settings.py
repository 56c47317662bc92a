"""Every setting, read once from the environment (docs/operate/settings.md lists what may be set)."""

import base64
import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url

if sys.platform in ("linux", "darwin"):
    # The SQLite that many Pythons link can corrupt a database when its log is reset (3.7.0–3.51.2);
    # this one is newer. It must take sqlite3's place before Django imports it.
    try:
        import pysqlite3
    except ImportError:  # no build for this machine: `steadyhand check` then says how old the library is
        pysqlite3 = None
    if pysqlite3 is not None:
        sys.modules["sqlite3"] = pysqlite3

REPO = Path(__file__).resolve().parents[3]
HOME = Path(os.environ.get("STEADYHAND_HOME") or REPO / "var")


def _kept_key(name: str, from_environment: str | None, make: Callable[[], str]) -> str:
    """Return the key from the environment, or one made at the first start and kept readable by its owner alone."""
    if from_environment:
        return from_environment
    path = HOME / name
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(make())
        except FileExistsError:
            pass  # another process of ours made it a moment ago
    return path.read_text()


def _new_push_key() -> str:
    """Return a private key of the curve P-256: a number below the curve's order, as push services know it (VAPID)."""
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    return base64.urlsafe_b64encode((1 + secrets.randbelow(order - 1)).to_bytes(32)).decode().rstrip("=")


SECRET_KEY = _kept_key("secret_key", os.environ.get("STEADYHAND_SECRET_KEY"), make=lambda: secrets.token_urlsafe(48))
# By which push services know that a message is from this server: whoever subscribed did so for this key.
PUSH_KEY = _kept_key("push_key", os.environ.get("STEADYHAND_PUSH_KEY"), make=_new_push_key)
DEBUG = os.environ.get("STEADYHAND_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("STEADYHAND_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("STEADYHAND_ORIGINS", "").split(",") if origin]
IS_BEHIND_TLS = os.environ.get("STEADYHAND_TLS") == "1"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "steadyhand.shared",
    # Lowest part first: landing and export go through the tables in this order.
    "steadyhand.business.dealership",
    "steadyhand.business.customers",
    "steadyhand.business.machines",
    "steadyhand.business.people",
    "steadyhand.business.followups",
    "steadyhand.business.calls",
    "steadyhand.business.stock",
    "steadyhand.business.promises",
    "steadyhand.business.conversations",
    "steadyhand.business.dispatch",
    "steadyhand.business.needs",
    "steadyhand.business.obstacles",
    "steadyhand.business.learning",
    "steadyhand.business.insight",
    "steadyhand.imports",
    "steadyhand.pages",
    "steadyhand.config.wiring.Wiring",
]

MIDDLEWARE = [
    "steadyhand.pages.common.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "steadyhand.pages.common.kept.answer_phones",
    "steadyhand.pages.common.middleware.deny_by_default",
]

ROOT_URLCONF = "steadyhand.config.urls"
WSGI_APPLICATION = "steadyhand.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).resolve().parents[1] / "pages" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "steadyhand.pages.common.context.for_every_page",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
        },
    }
]

# Choices are written without a template each (it says why).
FORM_RENDERER = "steadyhand.pages.common.fields_drawn.FieldsDrawn"

# --- database: SQLite beside the program, or PostgreSQL by DATABASE_URL (docs/decisions/0005) -----------------------
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{HOME / 'steadyhand.sqlite3'}", conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue up at their first statement instead of failing at a later one.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-64000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; "
            "PRAGMA journal_size_limit=67108864;"
        ),
    }
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["OPTIONS"] = {
        "pool": {"min_size": 1, "max_size": 16},
        # Compiling a query took 33 of the 41 ms of a search by two words (make bench-lookup); no page asks one so
        # large that it would pay.
        "options": "-c jit=off",
    }

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- signing in -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "dealership.User"
AUTHENTICATION_BACKENDS = ["steadyhand.business.dealership.sign_in.EmailBackend"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # a technician must not be signed out in a basement
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_BEHIND_TLS
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
# An address is unique within a dealership, not across the dealerships of one database: EmailBackend copes.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

# --- transport ------------------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = IS_BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if IS_BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "files"
# Below it lies each dealership's folder beside its ERP (imports/watching/places.py).
ERP_ROOT = Path(os.environ.get("STEADYHAND_ERP") or HOME / "erp")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# --- messages that leave the house (docs/operate/messages.md) -------------------------------------------------------
# Where people outside reach this server: links in messages begin with it.
ADDRESS = (os.environ.get("STEADYHAND_ADDRESS") or (CSRF_TRUSTED_ORIGINS or ["http://localhost:8000"])[0]).rstrip("/")
# False where it names this machine to itself alone: no phone opens such a link.
IS_REACHED_FROM_OUTSIDE = urlsplit(ADDRESS).hostname not in ("localhost", "127.0.0.1", "::1")
MAIL = os.environ.get("STEADYHAND_MAIL", "")
MAIL_FROM = os.environ.get("STEADYHAND_MAIL_FROM", "")
# Where answers arrive: the mailbox, and the address that letters ask to be answered to.
MAIL_IN = os.environ.get("STEADYHAND_MAIL_IN", "")
MAIL_REPLY_TO = os.environ.get("STEADYHAND_MAIL_REPLY_TO", "")
MAIL_FETCH = "steadyhand.integrations.mail.fetching.fetch_mail"
SMS = os.environ.get("STEADYHAND_SMS", "")
SMS_TOKEN = os.environ.get("STEADYHAND_SMS_TOKEN", "")
MESSAGE_CHANNELS = {
    "email": "steadyhand.integrations.mail.channel.Mail",
    "sms": "steadyhand.integrations.sms.channel.TextMessages",
    "push": "steadyhand.integrations.push.channel.Push",
    "webhook": "steadyhand.integrations.webhooks.channel.Webhooks",
}
# For trying things out: webhooks and push messages may go to this machine itself, by plain http too.
REACHES_ITSELF = os.environ.get("STEADYHAND_REACHES_ITSELF") == "1"

# --- maps (docs/operate/maps.md) --------------------------------------------------------------------------------------
# Which are asked how long a drive is, with commas between: "own", "osrm:https://…", "valhalla:https://…", or "none".
MAPS = os.environ.get("STEADYHAND_MAPS", "")

# --- words and time -------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

# --- logs: one JSON object a line on standard error, or plain lines for a person ------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger"},
        },
        "plain": {"format": "%(asctime)s %(levelname)s %(message)s"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": os.environ.get("STEADYHAND_LOGS", "json"),
        }
    },
    "root": {"handlers": ["stderr"], "level": os.environ.get("STEADYHAND_LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "steadyhand": {"level": "INFO"},
    },
}
