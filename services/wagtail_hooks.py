"""Where the administration finds the screens of this room."""

from wagtail.snippets.models import register_snippet

from services.screens import ServicesGroup

register_snippet(ServicesGroup)
