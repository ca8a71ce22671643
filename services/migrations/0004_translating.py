from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("services", "0003_reading_blocks")]

    operations = [
        migrations.AddField(
            model_name="programmepage",
            name="exact_words_only",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="For texts that hold word for word, such as the privacy notice: never translated by a machine, never shown in place of a translation that is missing.",
                verbose_name="exact words only",
            ),
        ),
        migrations.AddField(
            model_name="programmepage",
            name="is_minor_edit",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Only a slip was put right: translations stay up to date. In a translation: it does not count as brought up to date.",
                verbose_name="minor edit",
            ),
        ),
        migrations.AddField(
            model_name="servicepage",
            name="exact_words_only",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="For texts that hold word for word, such as the privacy notice: never translated by a machine, never shown in place of a translation that is missing.",
                verbose_name="exact words only",
            ),
        ),
        migrations.AddField(
            model_name="servicepage",
            name="is_minor_edit",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Only a slip was put right: translations stay up to date. In a translation: it does not count as brought up to date.",
                verbose_name="minor edit",
            ),
        ),
    ]
