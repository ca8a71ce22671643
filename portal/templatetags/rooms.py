"""The staff bar: where the signed-in person works and which rooms they may enter. `{% load rooms %}`."""

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from home.geography.models import Country
from home.geography.permissions import countries_of, prisons_of
from home.users.models import User
from providers.permissions import providers_of

from .frame import MenuLink

register = template.Library()


@register.simple_tag(takes_context=True)
def work_rooms(context: Context) -> list[MenuLink]:
    """Rooms of the workspace that the signed-in person may enter today, in order."""
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return []
    return [_room(title, name, request) for title, name in _rooms_of(request.user)]


def _rooms_of(user: User) -> list[tuple[str, str]]:
    """The room where the day's work waits comes first; every side may also file and follow referrals."""
    today = timezone.localdate()
    rooms = []
    if providers_of(user, today).exists():
        rooms += [(_("Referrals to answer"), "work:offers"), (_("Free places"), "work:capacity")]
        rooms += [(_("Places and contacts"), "work:places"), (_("Your pages"), "work:pages")]
    if countries_of(user, today):
        rooms += [(_("Cases without a place"), "work:unplaced"), (_("Planning"), "work:planning")]
    if rooms or prisons_of(user, today).exists():
        rooms.append((_("Our referrals"), "work:referrals"))
    return rooms


def _room(title: str, name: str, request: HttpRequest) -> MenuLink:
    url = reverse(name)
    return {"title": title, "url": url, "current": request.path.startswith(url), "language": ""}


@register.simple_tag(takes_context=True)
def organisation(context: Context) -> str:
    """Prison, provider or countries of the signed-in person, for the staff bar; empty for everybody else."""
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return ""
    today = timezone.localdate()
    if prison := prisons_of(request.user, today).first():
        return prison.name
    if provider := providers_of(request.user, today).first():
        return provider.name_here
    return ", ".join(str(Country(code).label) for code in countries_of(request.user, today))
