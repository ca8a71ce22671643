"""Addresses of the directory."""

from django.urls import URLPattern, URLResolver, path

from providers.views.directory import directory

urlpatterns: list[URLPattern | URLResolver] = [path("", directory, name="directory")]
