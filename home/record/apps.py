"""The only place of the record that reads settings, and where the rooms above bring their duties."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules


class RecordConfig(AppConfig):
    name = "home.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # A room that delivers outbox rows or sweeps says so in its module `duties`.
        autodiscover_modules("duties")


def sealing_keys() -> str:
    """Return the master keys as the environment gives them: "id:base64,id2:base64", the first seals."""
    return str(settings.SEALING_KEYS)


def blind_index_key() -> str:
    """Return the base64 key of blind indexes and request hashes."""
    return str(settings.BLIND_INDEX_KEY)


def retention_days(term: str) -> int:
    """Return for how many days something is kept, by its name in the setting RETENTION_DAYS."""
    return int(settings.RETENTION_DAYS[term])
