"""The translator's screens: wagtail-localize's own, with the gate and page permissions in front of them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import HiddenInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import edit_translation, machine_translate
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from home.translations.gate import HalfTranslated, needs_exact_words, said_yes, say_yes
from home.translations.passages import gaps_of
from home.translations.wordings import translation_into


def before_edit(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What comes before Wagtail's page editor, None where nothing of ours does.

    Publishing a translation with gaps is asked about first. A fallback on its way to be translated is opened
    in the translation editor: it stays a fallback until its translation is published.
    """
    translation = translation_into(page)
    if translation is None:
        return None
    if request.method == "POST" and request.POST.get("action") == "publish":
        asked = _ask_first(request, page, translation)
        if asked is not None:
            return asked
    if page.alias_of_id:
        response: HttpResponse = edit_translation(request, translation, page)
        return response
    return None


def _ask_first(request: HttpRequest, page: Page, translation: Translation) -> HttpResponse | None:
    """The question that lists the gaps; None where there are none, or the editor has said yes to just these."""
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    gaps = gaps_of(translation.source, translation.target_locale)
    if not gaps or said_yes(translation, gaps):
        return None
    exact = needs_exact_words(translation.source.get_source_instance())
    if request.POST.get("agreed") == gaps.digest and not exact:
        try:
            say_yes(translation=translation, actor=request.user, digest=gaps.digest, now=timezone.now())
        except HalfTranslated:
            return redirect(request.path)
        return None
    context = {"page": page, "translation": translation, "gaps": gaps, "exact": exact}
    return TemplateResponse(request, "translations/half_translated.html", context)


def before_own_words(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A fallback made an ordinary page would show its source's words as if they were its own language's."""
    source = page.alias_of
    if source is None or source.locale_id == page.locale_id:
        return None
    messages.warning(
        request,
        _("This page shows another language's text. Translate it instead of making it a page of its own."),
    )
    return redirect(reverse("wagtail_localize:submit_page_translation", args=[source.pk]))


def _must_be_editable(user: Any, page: Any) -> None:
    if isinstance(page, Page) and not page.permissions_for_user(user).can_edit():
        raise PermissionDenied


class SubmitPage(SubmitPageTranslationView):
    """Sends a page to be translated: by those who may edit it."""

    def get_object(self) -> Page:
        page: Page = super().get_object()
        _must_be_editable(self.request.user, page)
        return page


class UpdateTranslations(UpdateTranslationsView):
    """Shows translators what the source says now. It publishes nothing: each translation is published by itself."""

    def get_object(self) -> Any:
        source = super().get_object()
        _must_be_editable(self.request.user, source.get_source_instance())
        return source

    def get_form(self) -> Any:
        form = super().get_form()
        field = form.fields["publish_translations"]
        field.widget, field.disabled, field.initial = HiddenInput(), True, False
        return form


def translate_by_machine(request: HttpRequest, translation_id: int) -> HttpResponse:
    """wagtail-localize's machine translation, except of texts that hold word for word."""
    translation = get_object_or_404(Translation, pk=translation_id)
    if needs_exact_words(translation.source.get_source_instance()):
        messages.error(request, _("This text holds word for word. No machine may translate it."))
        target = translation.get_target_instance()
        return redirect(reverse("wagtailadmin_pages:edit", args=[target.pk]))
    response: HttpResponse = machine_translate(request, translation_id)
    return response
