from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("providers", "0008_numbers_to_call"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="providerpage",
            options={"verbose_name": "provider page", "verbose_name_plural": "provider pages"},
        ),
    ]
