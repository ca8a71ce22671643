"""The web addresses of providers and programmes, for the report of broken links."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from home.models import HomePage
from home.stated_addresses import Stated, register
from providers.models import Provider, ProviderPageLink
from providers.templatetags.places import web_address
from services.models import ProgrammePageLink

PROVIDER, PROGRAMME = _("details of the provider"), _("details of the programme")


def addresses_of_providers() -> Iterator[Stated]:
    """Of each provider, on its pages; where none is public, on the home pages, which list all who help."""
    shown = set()
    for link in (
        ProviderPageLink.objects.filter(page__live=True).exclude(provider__web="").select_related("provider")
    ):
        shown.add(link.provider_id)
        yield Stated(link.page_id, web_address(link.provider.web), PROVIDER)
    homes = list(HomePage.objects.live().filter(alias_of__isnull=True).values_list("pk", flat=True))
    without = Provider.objects.filter(archived_at__isnull=True).exclude(web="").exclude(pk__in=shown)
    for provider in without:
        yield from (Stated(home, web_address(provider.web), PROVIDER) for home in homes)


def addresses_of_programmes() -> Iterator[Stated]:
    """Of each programme, on its pages."""
    for link in (
        ProgrammePageLink.objects.filter(page__live=True)
        .exclude(programme__web="")
        .select_related("programme")
    ):
        yield Stated(link.page_id, web_address(link.programme.web), PROGRAMME)


register("providers", addresses_of_providers)
register("programmes", addresses_of_programmes)
