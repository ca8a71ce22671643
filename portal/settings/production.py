"""What people use. Everything that differs from place to place comes from the environment; see the README.

`HTTPS=0` is for one machine that talks to itself, as `make run` does: nothing is redirected or marked secure.
"""

import os

from .base import *  # noqa: F403
from .base import BASE_URL, DATABASES, VAR_DIR

DEBUG = False
HTTPS = os.environ.get("HTTPS", "1") != "0"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Shared by the web server, the worker and the sweeper; counts attempts to sign in across processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_TRUSTED_ORIGINS = [BASE_URL]
# How many proxies of ours add to X-Forwarded-For. Limits on signing in count by the visitor's address: without
# this, all visitors would be the one proxy, and a few wrong passwords would lock out everybody.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("PROXIES", "1" if HTTPS else "0"))

DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "portal@localhost")
if MAIL_DIRECTORY := os.environ.get("MAIL_DIRECTORY"):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = MAIL_DIRECTORY
else:
    EMAIL_HOST = os.environ.get("MAIL_HOST", "localhost")
    EMAIL_PORT = int(os.environ.get("MAIL_PORT", "25"))
    EMAIL_HOST_USER = os.environ.get("MAIL_USER", "")
    EMAIL_HOST_PASSWORD = os.environ.get("MAIL_PASSWORD", "")
    EMAIL_USE_TLS = os.environ.get("MAIL_TLS", "0") == "1"
    # A mail is sent within the transaction of its outbox row; a server that keeps silent must not hold it for ever.
    EMAIL_TIMEOUT = 10
