"""For the tests: quick, silent, on the database the environment names."""

import os
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import DATABASES, INSTALLED_APPS, SQLITE_PRAGMAS, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]
SECRET_KEY = "tests only"
SEALING_KEYS = "test:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="
BLIND_INDEX_KEY = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI="
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
# Files are found where they lie; nothing is collected, so there is no directory to warn about.
WHITENOISE_AUTOREFRESH = True
ASK_OTHER_SITES = False
MEDIA_ROOT = Path(tempfile.gettempdir()) / "portal-test-media"

TEMPLATES[0]["OPTIONS"]["debug"] = True

_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    # A file, as in real life: threads, processes and the live server each open their own connection.
    _file = Path(tempfile.gettempdir()) / f"portal-test-{os.getpid()}.sqlite3"
    _database["NAME"] = ":memory:"
    _database["TEST"] = {"NAME": str(_file)}
    _database["OPTIONS"]["init_command"] = SQLITE_PRAGMAS.replace("NORMAL", "OFF")
