"""Names in the four languages of the portal, one column each."""

from django.contrib.admin import display
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

NAME_LANGUAGES = ("et", "en", "ru", "lt")


class NamedInFour(models.Model):
    """Abstract: a neutral row with a name per language. `name` speaks the active one."""

    name_et = models.CharField(_("name in Estonian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200)
    name_lt = models.CharField(_("name in Lithuanian"), max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    @display(description=_("name"))
    def name(self) -> str:
        """The name in the active language."""
        return self.name_in(get_language() or "et")

    def name_in(self, lang: str) -> str:
        """Return the name in `lang` ("et", "en-gb"); where that is blank, in English, then in any language."""
        wished = lang.split("-")[0]
        names = {code: str(getattr(self, f"name_{code}")) for code in NAME_LANGUAGES}
        return names.get(wished) or names["en"] or next(filter(None, names.values()), "")
