import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import services.models.types


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0006_page_names"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="programme",
            options={
                "ordering": ["-end", "code"],
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
            },
        ),
        migrations.AlterModelOptions(
            name="programmelimit",
            options={"verbose_name": "limit of a programme", "verbose_name_plural": "limits of programmes"},
        ),
        migrations.AlterModelOptions(
            name="programmepagelink",
            options={"verbose_name": "page of a programme", "verbose_name_plural": "pages of programmes"},
        ),
        migrations.AlterModelOptions(
            name="servicepagelink",
            options={"verbose_name": "page of a service", "verbose_name_plural": "pages of services"},
        ),
        migrations.AlterModelOptions(
            name="servicetype",
            options={
                "ordering": ["order", "code"],
                "verbose_name": "service",
                "verbose_name_plural": "services",
            },
        ),
        migrations.AlterField(
            model_name="programme",
            name="code",
            field=models.SlugField(max_length=80, unique=True, verbose_name="code"),
        ),
        migrations.AlterField(
            model_name="programme",
            name="country",
            field=models.CharField(
                max_length=2,
                validators=[django.core.validators.RegexValidator("^[A-Z]{2}$")],
                verbose_name="country",
            ),
        ),
        migrations.AlterField(
            model_name="programme",
            name="end",
            field=models.DateField(verbose_name="first day that is no longer paid for"),
        ),
        migrations.AlterField(
            model_name="programme",
            name="funder_en",
            field=models.CharField(blank=True, max_length=200, verbose_name="funder, in English"),
        ),
        migrations.AlterField(
            model_name="programme",
            name="funder_et",
            field=models.CharField(blank=True, max_length=200, verbose_name="funder, in Estonian"),
        ),
        migrations.AlterField(
            model_name="programme",
            name="funder_lt",
            field=models.CharField(blank=True, max_length=200, verbose_name="funder, in Lithuanian"),
        ),
        migrations.AlterField(
            model_name="programme",
            name="funder_ru",
            field=models.CharField(blank=True, max_length=200, verbose_name="funder, in Russian"),
        ),
        migrations.AlterField(
            model_name="programme",
            name="is_demonstration",
            field=models.BooleanField(default=False, verbose_name="invented, for demonstration"),
        ),
        migrations.AlterField(
            model_name="programme",
            name="larger_project",
            field=models.CharField(blank=True, max_length=200, verbose_name="larger project"),
        ),
        migrations.AlterField(
            model_name="programme",
            name="period_as_stated",
            field=models.CharField(blank=True, max_length=40, verbose_name="period, as stated"),
        ),
        migrations.AlterField(
            model_name="programme",
            name="run_by",
            field=models.CharField(blank=True, max_length=200, verbose_name="run by"),
        ),
        migrations.AlterField(
            model_name="programme",
            name="sources",
            field=models.TextField(blank=True, verbose_name="sources"),
        ),
        migrations.AlterField(
            model_name="programme",
            name="start",
            field=models.DateField(verbose_name="first day"),
        ),
        migrations.AlterField(
            model_name="programme",
            name="web",
            field=models.CharField(blank=True, max_length=200, verbose_name="web address"),
        ),
        migrations.AlterField(
            model_name="programmelimit",
            name="extendable",
            field=models.BooleanField(default=False, verbose_name="may be extended"),
        ),
        migrations.AlterField(
            model_name="programmelimit",
            name="months",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="longest time, in months"
            ),
        ),
        migrations.AlterField(
            model_name="programmelimit",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="limits",
                to="services.programme",
                verbose_name="programme",
            ),
        ),
        migrations.AlterField(
            model_name="programmelimit",
            name="service_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="limits",
                to="services.servicetype",
                verbose_name="service",
            ),
        ),
        migrations.AlterField(
            model_name="programmepagelink",
            name="locale",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="language",
            ),
        ),
        migrations.AlterField(
            model_name="programmepagelink",
            name="page",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="programme_link",
                to="services.programmepage",
                verbose_name="page",
            ),
        ),
        migrations.AlterField(
            model_name="programmepagelink",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="page_links",
                to="services.programme",
                verbose_name="programme",
            ),
        ),
        migrations.AlterField(
            model_name="servicepagelink",
            name="locale",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="language",
            ),
        ),
        migrations.AlterField(
            model_name="servicepagelink",
            name="page",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="service_link",
                to="services.servicepage",
                verbose_name="page",
            ),
        ),
        migrations.AlterField(
            model_name="servicepagelink",
            name="service_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="page_links",
                to="services.servicetype",
                verbose_name="service",
            ),
        ),
        migrations.AlterField(
            model_name="servicetype",
            name="code",
            field=models.SlugField(unique=True, verbose_name="code"),
        ),
        migrations.AlterField(
            model_name="servicetype",
            name="decision_days",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="days before the start on which the house is named"
            ),
        ),
        migrations.AlterField(
            model_name="servicetype",
            name="given_where",
            field=models.CharField(
                choices=[
                    ("IN_PRISON", "in prison"),
                    ("AFTER_RELEASE", "after release"),
                    ("BOTH", "in prison and after release"),
                ],
                max_length=20,
                verbose_name="where it is given",
            ),
        ),
        migrations.AlterField(
            model_name="servicetype",
            name="needs_release_date",
            field=models.BooleanField(verbose_name="a release date is needed"),
        ),
        migrations.AlterField(
            model_name="servicetype",
            name="order",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="place in lists"),
        ),
        migrations.AlterField(
            model_name="servicetype",
            name="region_rule",
            field=models.CharField(
                choices=[
                    ("MUST_SERVE", "the provider must serve the region"),
                    ("ANYWHERE_IN_COUNTRY", "from anywhere in the country unless stated otherwise"),
                ],
                max_length=30,
                verbose_name="what routing asks of the region",
            ),
        ),
        migrations.AlterField(
            model_name="servicetype",
            name="starts",
            field=models.CharField(
                choices=[("ON_RELEASE", "on release"), ("WHEN_AGREED", "when agreed")],
                max_length=20,
                verbose_name="what fixes the first day",
            ),
        ),
        migrations.AlterField(
            model_name="servicetype",
            name="unit_kinds",
            field=models.JSONField(
                default=list,
                validators=[services.models.types.check_unit_kinds],
                verbose_name="kinds of place",
            ),
        ),
    ]
