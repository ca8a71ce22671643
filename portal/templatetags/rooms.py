"""The staff bar: where the signed-in person works and which rooms they may enter. `{% load rooms %}`."""

from django import template
from django.template import Context

from .frame import MenuLink

register = template.Library()


@register.simple_tag(takes_context=True)
def work_rooms(context: Context) -> list[MenuLink]:
    """Rooms of the workspace that the signed-in person may enter today, in order."""
    return []


@register.simple_tag(takes_context=True)
def organisation(context: Context) -> str:
    """Prison or provider of the signed-in person, for the staff bar; empty for everybody else."""
    return ""
