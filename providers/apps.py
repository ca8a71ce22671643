"""The only place of the providers that reads settings."""

from django.apps import AppConfig
from django.conf import settings


class ProvidersConfig(AppConfig):
    name = "providers"
    label = "providers"
    default_auto_field = "django.db.models.BigAutoField"


def base_url() -> str:
    """Return the address of the portal, without a slash at its end: mails carry full links."""
    return str(settings.BASE_URL)
