"""One public page of each template in a language, without a crawl: by the kinds of pages and the portal's own views."""

from wagtail.models import Page

VIEWS = (
    "directory/",
    "directory/?county=EE-37",
    "directory/?county=nowhere",
    "search/",
    "search/?q=tartu",
    "no-such-page/",
)


def one_of_each_template(language: str) -> list[str]:
    """Paths: the first live page of each type, the longest of the providers', and what is no page of the tree."""
    pages = (
        Page.objects.live()
        .public()
        .filter(locale__language_code=language, depth__gt=1, alias_of__isnull=True)
    )
    found: dict[type[Page], Page] = {}
    for page in pages.order_by("path").specific():
        found.setdefault(type(page), page)
    return [*[str(page.url) for page in found.values()], *[f"/{language}/{view}" for view in VIEWS]]
