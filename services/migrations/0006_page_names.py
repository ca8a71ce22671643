from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0005_numbers_to_call"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="programmepage",
            options={"verbose_name": "programme page", "verbose_name_plural": "programme pages"},
        ),
        migrations.AlterModelOptions(
            name="servicepage",
            options={"verbose_name": "service page", "verbose_name_plural": "service pages"},
        ),
    ]
