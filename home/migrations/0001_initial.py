import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="StandardPage",
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
            name="HomePage",
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
                ("hero", models.CharField(blank=True, max_length=120, verbose_name="main sentence")),
                (
                    "doors",
                    wagtail.fields.StreamField(
                        [("door", 4)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("directory", "Find support"),
                                        ("referral", "Make a referral"),
                                    ],
                                    "label": "Leads to",
                                },
                            ),
                            1: ("wagtail.blocks.CharBlock", (), {"label": "For whom", "max_length": 60}),
                            2: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 80}),
                            3: ("wagtail.blocks.CharBlock", (), {"label": "Text", "max_length": 200}),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("target", 0), ("for_whom", 1), ("title", 2), ("text", 3)]],
                                {},
                            ),
                        },
                        verbose_name="doors",
                    ),
                ),
                (
                    "offers_title",
                    models.CharField(blank=True, max_length=120, verbose_name="title of the services"),
                ),
                (
                    "offers",
                    wagtail.fields.StreamField(
                        [("offer", 7)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Code of the service", "max_length": 50},
                            ),
                            1: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 80}),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Before the figure", "max_length": 30, "required": False},
                            ),
                            3: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {"label": "Figure", "min_value": 1, "required": False},
                            ),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "After the figure", "max_length": 30, "required": False},
                            ),
                            5: ("wagtail.blocks.TextBlock", (), {"label": "Text"}),
                            6: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Words of the link", "max_length": 80},
                            ),
                            7: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("service", 0),
                                        ("title", 1),
                                        ("before", 2),
                                        ("figure", 3),
                                        ("after", 4),
                                        ("text", 5),
                                        ("link", 6),
                                    ]
                                ],
                                {},
                            ),
                        },
                        verbose_name="services",
                    ),
                ),
                (
                    "steps_title",
                    models.CharField(blank=True, max_length=120, verbose_name="title of the steps"),
                ),
                (
                    "steps",
                    wagtail.fields.StreamField(
                        [("step", 3)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "When", "max_length": 60, "required": False},
                            ),
                            1: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 120}),
                            2: ("wagtail.blocks.TextBlock", (), {"label": "Text", "required": False}),
                            3: ("wagtail.blocks.StructBlock", [[("when", 0), ("title", 1), ("text", 2)]], {}),
                        },
                        verbose_name="steps",
                    ),
                ),
                (
                    "family_title",
                    models.CharField(blank=True, max_length=120, verbose_name="title for families"),
                ),
                (
                    "family_lead",
                    models.CharField(blank=True, max_length=250, verbose_name="lead for families"),
                ),
                (
                    "family_points",
                    wagtail.fields.StreamField(
                        [("point", 0)],
                        blank=True,
                        block_lookup={0: ("wagtail.blocks.CharBlock", (), {"max_length": 200})},
                        verbose_name="points for families",
                    ),
                ),
                (
                    "family_link",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="words of the link for families"
                    ),
                ),
                (
                    "contact_title",
                    models.CharField(blank=True, max_length=120, verbose_name="title of the contact"),
                ),
                ("contact_text", models.TextField(blank=True, verbose_name="text of the contact")),
                ("contact_phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                (
                    "contact_note",
                    models.CharField(blank=True, max_length=300, verbose_name="note under the phone"),
                ),
                (
                    "emergency",
                    models.CharField(blank=True, max_length=200, verbose_name="sentence about emergencies"),
                ),
                (
                    "partners_title",
                    models.CharField(blank=True, max_length=120, verbose_name="title of the providers"),
                ),
                (
                    "funders_title",
                    models.CharField(blank=True, max_length=120, verbose_name="title of the funders"),
                ),
                (
                    "funders",
                    wagtail.fields.StreamField(
                        [("funder", 2)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"label": "Name", "max_length": 150}),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Language of the name", "max_length": 2, "required": False},
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("name", 0), ("language", 1)]], {}),
                        },
                        verbose_name="funders",
                    ),
                ),
                (
                    "footer_note",
                    models.CharField(blank=True, max_length=300, verbose_name="note in the footer"),
                ),
                (
                    "family_page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.page",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
    ]
