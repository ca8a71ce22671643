from django.utils.translation import gettext_lazy as _

from home.pages import BasePage


class StandardPage(BasePage):
    """A page of text: advice for families, contacts, accessibility. Lists the pages beneath it."""

    template = "home/standard_page.html"

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")
