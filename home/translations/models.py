"""What is known of each text beside its words: which came first, what it answers to, who said yes to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from wagtail.models import Locale


class Wording(models.Model):
    """One page's text in one language, written in that language: never an alias, which has no words of its own.

    `changed_at` is when its words last changed in more than a minor way. A translation answers to the words
    its source had at `matched_at`; None while it has never said all that its source says. `untranslated`
    are the places of passages that went public in the source's language, with an editor's yes.
    """

    translation_key = models.UUIDField()
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    is_source = models.BooleanField(default=False)
    fingerprint = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField()
    matched_at = models.DateTimeField(null=True, blank=True)
    by_machine = models.BooleanField(default=False)
    untranslated = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["translation_key", "locale"], name="wording_once_a_language"),
            models.UniqueConstraint(
                fields=["translation_key"], condition=Q(is_source=True), name="wording_has_one_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.translation_key} {self.locale_id}"


class PartialRelease(models.Model):
    """An editor's yes to a translation that is not whole: to these passages and no others."""

    translation = models.ForeignKey(
        "wagtail_localize.Translation", on_delete=models.CASCADE, related_name="partial_releases"
    )
    digest = models.CharField(max_length=64)
    untranslated = models.JSONField(default=list)
    by_machine = models.JSONField(default=list)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    released_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["translation", "digest"], name="partial_release_once"),
        ]

    def __str__(self) -> str:
        return f"{self.translation_id} {self.digest[:8]}"
