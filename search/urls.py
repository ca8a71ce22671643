"""Addresses of the search."""

from django.urls import URLPattern, URLResolver, path

from search.views import search

urlpatterns: list[URLPattern | URLResolver] = [path("", search, name="search")]
