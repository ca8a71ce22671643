import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import services.models.types


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_et", models.CharField(max_length=200, verbose_name="name in Estonian")),
                ("name_en", models.CharField(max_length=200, verbose_name="name in English")),
                ("name_ru", models.CharField(max_length=200, verbose_name="name in Russian")),
                ("name_lt", models.CharField(max_length=200, verbose_name="name in Lithuanian")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.SlugField(max_length=80, unique=True)),
                (
                    "country",
                    models.CharField(
                        max_length=2, validators=[django.core.validators.RegexValidator("^[A-Z]{2}$")]
                    ),
                ),
                ("start", models.DateField()),
                ("end", models.DateField()),
                ("period_as_stated", models.CharField(blank=True, max_length=40)),
                ("funder_et", models.CharField(blank=True, max_length=200)),
                ("funder_en", models.CharField(blank=True, max_length=200)),
                ("funder_ru", models.CharField(blank=True, max_length=200)),
                ("funder_lt", models.CharField(blank=True, max_length=200)),
                ("run_by", models.CharField(blank=True, max_length=200)),
                ("larger_project", models.CharField(blank=True, max_length=200)),
                ("web", models.CharField(blank=True, max_length=200)),
                ("is_demonstration", models.BooleanField(default=False)),
                ("sources", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["-end", "code"],
            },
        ),
        migrations.CreateModel(
            name="ServiceType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_et", models.CharField(max_length=200, verbose_name="name in Estonian")),
                ("name_en", models.CharField(max_length=200, verbose_name="name in English")),
                ("name_ru", models.CharField(max_length=200, verbose_name="name in Russian")),
                ("name_lt", models.CharField(max_length=200, verbose_name="name in Lithuanian")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.SlugField(unique=True)),
                (
                    "unit_kinds",
                    models.JSONField(default=list, validators=[services.models.types.check_unit_kinds]),
                ),
                (
                    "given_where",
                    models.CharField(
                        choices=[
                            ("IN_PRISON", "in prison"),
                            ("AFTER_RELEASE", "after release"),
                            ("BOTH", "in prison and after release"),
                        ],
                        max_length=20,
                    ),
                ),
                ("needs_release_date", models.BooleanField()),
                (
                    "region_rule",
                    models.CharField(
                        choices=[
                            ("MUST_SERVE", "the provider must serve the region"),
                            ("ANYWHERE_IN_COUNTRY", "from anywhere in the country unless stated otherwise"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "starts",
                    models.CharField(
                        choices=[("ON_RELEASE", "on release"), ("WHEN_AGREED", "when agreed")], max_length=20
                    ),
                ),
                ("decision_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("order", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["order", "code"],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeLimit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("months", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("extendable", models.BooleanField(default=False)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="limits",
                        to="services.programme",
                    ),
                ),
                (
                    "service_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="limits",
                        to="services.servicetype",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="programme",
            name="service_types",
            field=models.ManyToManyField(
                related_name="programmes", through="services.ProgrammeLimit", to="services.servicetype"
            ),
        ),
        migrations.AddConstraint(
            model_name="programmelimit",
            constraint=models.UniqueConstraint(
                fields=("programme", "service_type"), name="programme_limit_once_a_service"
            ),
        ),
        migrations.AddConstraint(
            model_name="programmelimit",
            constraint=models.CheckConstraint(
                condition=models.Q(("months__gt", 0)), name="programme_limit_months_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(("end__gt", models.F("start"))),
                name="programme_end_after_start",
                violation_error_message="A programme must end after it starts.",
            ),
        ),
    ]
