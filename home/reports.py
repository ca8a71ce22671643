"""Reports for editors: links that lead nowhere, texts that are hard to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, Table, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from home.apps import asks_other_sites
from home.link_checks import named_addresses
from home.models import LinkCheck
from home.page_texts import addresses_of, pages_named_by, texts_of
from home.reading_ease import Ease, ease_of
from home.stated_addresses import stated

_IN_TEXT = gettext_lazy("text of the page")
MAY_ACT = {"add", "change", "publish"}


@dataclass(frozen=True)
class Broken:
    """A link on a page that leads nowhere, why, and where an editor changes it."""

    page: Page
    target: str
    why: str
    where: Any


@dataclass(frozen=True)
class Read:
    """How hard a page is to read."""

    page: Page
    ease: Ease


def pages_for(user: Any) -> list[Page]:
    """Public pages in words of their own that somebody may do something about, in the order of the tree."""
    allowed = page_permission_policy.instances_user_has_any_permission_for(user, MAY_ACT)
    pages = allowed.live().filter(alias_of__isnull=True, depth__gt=1)
    return list(pages.select_related("locale").order_by("path").specific())


def broken_links(pages: list[Page]) -> Iterator[Broken]:
    """Links to pages that are not public or not there, and to addresses that did not answer when last asked for."""
    named = {page.pk: pages_named_by(page) for page in pages}
    there = dict(Page.objects.filter(pk__in=set().union(*named.values())).values_list("pk", "live"))
    faults, rows = _faults(), stated()
    for page in pages:
        for key in sorted(named[page.pk]):
            if not there.get(key):
                why = _("The page is not public.") if key in there else _("The page is gone.")
                yield Broken(page, f"#{key}", why, _IN_TEXT)
        told = [(row.address, row.where) for row in rows if row.page_id == page.pk]
        for address, where in [*((each, _IN_TEXT) for each in sorted(addresses_of(page))), *told]:
            if address in faults:
                yield Broken(page, address, _why(faults[address]), where)


def _faults() -> dict[str, LinkCheck]:
    """What other sites answered wrongly; nothing where they are not asked: an old answer would stand for ever."""
    if not asks_other_sites():
        return {}
    return {check.address: check for check in LinkCheck.objects.all() if check.is_broken}


def _why(check: LinkCheck) -> str:
    answer = {"answer": check.answer, "date": date_format(check.checked_at, "DATE_FORMAT")}
    return _("Asked for on %(date)s: %(answer)s.") % answer


def about_other_sites() -> str:
    """How far the report can be trusted about other sites: whether they are asked, and whether any answered."""
    if not asks_other_sites():
        return _("This portal does not ask other sites: links to them are not checked.")
    asked = LinkCheck.objects.count()
    if not asked:
        return _("Other sites are asked once a week. None has been asked yet.")
    if not LinkCheck.objects.filter(status__isnull=False).exists():
        return _("No other site has answered: perhaps this portal cannot reach the internet.")
    waiting = len(named_addresses()) - asked
    if waiting > 0:
        return ngettext(
            "Other sites are asked once a week. %(number)d address has not been asked for yet.",
            "Other sites are asked once a week. %(number)d addresses have not been asked for yet.",
            waiting,
        ) % {"number": waiting}
    return _("Other sites are asked once a week.")


def hardest_first(pages: list[Page]) -> list[Read]:
    """How hard each page is to read, the hardest first; pages without words are left out."""
    read = [Read(page, ease_of(texts_of(page))) for page in pages]
    return sorted((each for each in read if each.ease.words), key=lambda each: -each.ease.lix)


class Report(WagtailAdminTemplateMixin, TemplateView):
    """A table over the pages that the reader may do something about."""

    template_name = "home/report.html"
    explanation: Any = ""
    columns: tuple[Column, ...] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not page_permission_policy.user_has_any_permission(request.user, MAY_ACT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def rows(self) -> list[Any]:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "table": Table(self.columns, self.rows()), "explanation": self.explanation}


def _page_column() -> TitleColumn:
    return TitleColumn(
        "page",
        label=gettext_lazy("Page"),
        accessor="page.title",
        get_url=lambda row: reverse("wagtailadmin_pages:edit", args=[row.page.pk]),
    )


def _language_column() -> Column:
    return Column("language", label=gettext_lazy("Language"), accessor="page.locale")


class BrokenLinksReport(Report):
    page_title = gettext_lazy("Broken links")
    header_icon = "link"
    explanation = gettext_lazy("Links on public pages that lead nowhere.")
    columns = (
        _page_column(),
        _language_column(),
        Column("target", label=gettext_lazy("Leads to"), accessor="target"),
        Column("where", label=gettext_lazy("Stands in"), accessor="where"),
        Column("why", label=gettext_lazy("What is wrong"), accessor="why"),
    )

    def rows(self) -> list[Any]:
        return list(broken_links(pages_for(self.request.user)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "explanation": f"{self.explanation} {about_other_sites()}"}


class PlainLanguageReport(Report):
    page_title = gettext_lazy("Plain language")
    header_icon = "edit"
    explanation = gettext_lazy(
        "The hardest pages come first. LIX adds the mean number of words in a sentence and the percentage of words "
        "with more than six letters. Compare pages of one language only."
    )
    columns = (
        _page_column(),
        _language_column(),
        Column("lix", label="LIX", accessor="ease.lix"),
        Column(
            "sentence",
            label=gettext_lazy("Words in a sentence"),
            accessor=lambda row: round(row.ease.words_in_a_sentence, 1),
        ),
        Column(
            "long", label=gettext_lazy("Long words, %"), accessor=lambda row: round(row.ease.percent_long)
        ),
        Column("words", label=gettext_lazy("Words"), accessor="ease.words"),
    )

    def rows(self) -> list[Any]:
        return hardest_first(pages_for(self.request.user))
