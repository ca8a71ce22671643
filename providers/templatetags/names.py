"""Names of organisations keep their own language inside any text: `{% load names %}`."""

from weakref import WeakKeyDictionary

from django import template
from django.http import HttpRequest
from django.template import Context, NodeList
from django.template.base import Parser, Token
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from providers.listing import OWN_LANGUAGE
from providers.models import Provider
from providers.naming import marked, short
from services.models import Programme

register = template.Library()

_asked: "WeakKeyDictionary[HttpRequest, dict[str, str]]" = WeakKeyDictionary()


class MarkedNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """The text between the tags; `text_language` of the context tells its language."""
        language = str(context.get("text_language") or get_language() or "et")
        html = self.nodelist.render(context)
        return mark_safe(marked(html, _names(context.get("request")), language))  # noqa: S308 - see `marked`


@register.tag
def names_marked(parser: Parser, token: Token) -> MarkedNode:
    """`{% names_marked %}…{% endnames_marked %}`: editors write names plainly, readers' machines say them right."""
    nodelist = parser.parse(("endnames_marked",))
    parser.delete_first_token()
    return MarkedNode(nodelist)


def _names(request: HttpRequest | None) -> dict[str, str]:
    """Names with their language, asked for once a request, whatever the number of texts on the page."""
    if request is None:
        return _all_names()
    if request not in _asked:
        _asked[request] = _all_names()
    return _asked[request]


def _all_names() -> dict[str, str]:
    providers = Provider.objects.values_list("country", "name", "also_called", "together_with")
    programmes = Programme.objects.values_list(
        "country", "run_by", "larger_project", "funder_et", "funder_lt"
    )
    # A funder's name in the language of another country is a translation, not a name.
    ran = [(land, by, project, et if land == "EE" else lt) for land, by, project, et, lt in programmes]
    return {
        form: OWN_LANGUAGE[country]
        for country, *names in [*providers, *ran]
        if country in OWN_LANGUAGE
        for name in names
        for form in (name, short(name))
        if form
    }
