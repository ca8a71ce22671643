from .base import *  # noqa: F403

SECRET_KEY = "tests only"
SEALING_KEYS = "test:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="
BLIND_INDEX_KEY = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI="
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
