"""A provider's page that was written in another language tells about the same provider."""

from providers.models import ProviderPage, ProviderPageLink


def join_translations() -> int:
    """Join pages that are translations of joined ones, where their language has no page of that provider yet.

    Returns how many were joined. Copies have another key, and aliases find their provider through their source.
    """
    loose = ProviderPage.objects.filter(alias_of__isnull=True, provider_link=None)
    return sum(_join(page) for page in loose.order_by("pk"))


def _join(page: ProviderPage) -> int:
    twins = ProviderPageLink.objects.filter(page__translation_key=page.translation_key)
    providers = set(twins.values_list("provider", flat=True))
    taken = ProviderPageLink.objects.filter(provider__in=providers, locale=page.locale_id)
    if len(providers) != 1 or taken.exists():
        return 0
    ProviderPageLink.objects.create(page=page, provider_id=providers.pop())
    return 1
