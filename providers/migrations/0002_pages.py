import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("providers", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProviderPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("lead", models.TextField(blank=True, verbose_name="lead")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("heading", 0),
                            ("paragraph", 1),
                            ("list", 2),
                            ("steps", 3),
                            ("callout", 8),
                            ("what_to_do", 12),
                            ("quotes", 13),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("home.blocks.HeadingBlock", (), {"max_length": 150}),
                            1: ("home.blocks.ParagraphBlock", (), {}),
                            2: ("home.blocks.PointsBlock", (), {}),
                            3: ("home.blocks.StepsBlock", (), {}),
                            4: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 120}),
                            5: ("wagtail.blocks.TextBlock", (), {"label": "Text", "required": False}),
                            6: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Phone", "max_length": 40, "required": False},
                            ),
                            7: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Note under the phone", "max_length": 300, "required": False},
                            ),
                            8: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 4), ("text", 5), ("phone", 6), ("note", 7)]],
                                {},
                            ),
                            9: ("wagtail.blocks.TextBlock", (), {"label": "If you are in prison"}),
                            10: ("wagtail.blocks.TextBlock", (), {"label": "If you have been released"}),
                            11: ("wagtail.blocks.TextBlock", (), {"label": "If you are a relative"}),
                            12: (
                                "wagtail.blocks.StructBlock",
                                [[("from_prison", 9), ("after_release", 10), ("as_relative", 11)]],
                                {},
                            ),
                            13: ("home.blocks.QuotesBlock", (), {}),
                        },
                        verbose_name="body",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="ProviderPageLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                    ),
                ),
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="provider_link",
                        to="providers.providerpage",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="page_links",
                        to="providers.provider",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider", "locale"), name="provider_page_once_a_language"
                    )
                ],
            },
        ),
    ]
