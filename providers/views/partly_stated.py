"""The editors' list of facts that do not stand in every language, within Wagtail's administration."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, Table
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.permissions import page_permission_policy

from home.translations.board import LANGUAGE_NAMES
from providers.partly_stated import PartlyStated, partly_stated


def _names(codes: tuple[str, ...]) -> str:
    return ", ".join(str(LANGUAGE_NAMES[code]) for code in codes)


class PartlyStatedView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """For who may publish pages: nobody else can put it right."""

    page_title = _("Facts in some languages only")
    header_icon = "info-circle"
    template_name = "providers/partly_stated.html"
    permission_policy = page_permission_policy
    permission_required = "publish"
    columns = (
        Column("thing", label=_("About")),
        Column("fact", label=_("Fact")),
        Column("words", label=_("Words")),
        Column("stands_in", label=_("Stands in"), accessor=lambda fact: _names(fact.stands_in)),
        Column("missing_in", label=_("Missing in"), accessor=lambda fact: _names(fact.missing_in)),
    )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = partly_stated()
        return {
            **super().get_context_data(**kwargs),
            "stated": self._table([fact for fact in facts if fact.by_sources]),
            "entered": self._table([fact for fact in facts if not fact.by_sources]),
        }

    def _table(self, facts: list[PartlyStated]) -> Table | None:
        return Table(self.columns, facts) if facts else None
