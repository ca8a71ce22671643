import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0005_numbers_to_call"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="homepage",
            options={"verbose_name": "home page", "verbose_name_plural": "home pages"},
        ),
        migrations.AlterModelOptions(
            name="newsindexpage",
            options={"verbose_name": "list of news", "verbose_name_plural": "lists of news"},
        ),
        migrations.AlterModelOptions(
            name="newspage",
            options={"verbose_name": "news item", "verbose_name_plural": "news items"},
        ),
        migrations.AlterModelOptions(
            name="safetypage",
            options={"verbose_name": "safety page", "verbose_name_plural": "safety pages"},
        ),
        migrations.AlterModelOptions(
            name="standardpage",
            options={"verbose_name": "page of text", "verbose_name_plural": "pages of text"},
        ),
        migrations.AlterField(
            model_name="homepage",
            name="family_page",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.page",
                verbose_name="page for families",
            ),
        ),
    ]
