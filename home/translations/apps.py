"""Joins what Wagtail and wagtail-localize do to what the portal wants of translations."""

from importlib import import_module

from django.apps import AppConfig


class TranslationsConfig(AppConfig):
    name = "home.translations"
    label = "translations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Both stand on models, so they wait until all of them are loaded.
        import_module("home.translations.repairs").close_faults()
        import_module("home.translations.events").listen()
