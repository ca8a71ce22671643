from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("translations", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="wording",
            name="untranslated",
            field=models.JSONField(default=list, db_default=models.Value([], models.JSONField())),
        ),
    ]
