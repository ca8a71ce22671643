"""The only place of the ground that reads settings, and where the rooms above bring the addresses they state."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules


class HomeConfig(AppConfig):
    name = "home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("addresses")


def asks_other_sites() -> bool:
    """Whether this portal may ask other sites if the addresses that pages name still answer."""
    return bool(settings.ASK_OTHER_SITES)
