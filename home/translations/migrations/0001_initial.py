from datetime import UTC, datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def record_what_stands(apps, schema_editor):
    """Pages from before there was a record: the first of each group is its source, the others answer to it."""
    page_model = apps.get_model("wagtailcore", "Page")
    wording_model = apps.get_model("translations", "Wording")
    moment, seen = datetime.now(UTC), set()
    own = page_model.objects.filter(depth__gt=1, live=True, alias_of__isnull=True)
    for page in own.exclude(content_type__model="page").order_by("pk"):
        first = page.translation_key not in seen
        seen.add(page.translation_key)
        wording_model.objects.get_or_create(
            translation_key=page.translation_key,
            locale_id=page.locale_id,
            defaults={
                "is_source": first,
                "changed_at": moment,
                "matched_at": None if first else moment,
            },
        )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PartialRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("untranslated", models.JSONField(default=list)),
                ("by_machine", models.JSONField(default=list)),
                ("released_at", models.DateTimeField()),
                (
                    "released_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "translation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partial_releases",
                        to="wagtail_localize.translation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("translation", "digest"), name="partial_release_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translation_key", models.UUIDField()),
                ("is_source", models.BooleanField(default=False)),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                ("changed_at", models.DateTimeField()),
                ("matched_at", models.DateTimeField(blank=True, null=True)),
                ("by_machine", models.BooleanField(default=False)),
                (
                    "locale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.locale",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("translation_key", "locale"), name="wording_once_a_language"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_source", True)),
                        fields=("translation_key",),
                        name="wording_has_one_source",
                    ),
                ],
            },
        ),
        migrations.RunPython(record_what_stands, migrations.RunPython.noop, elidable=True),
    ]
