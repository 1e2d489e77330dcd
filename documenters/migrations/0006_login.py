"""The counts of the limits, shared by all workers, and the kinds of device people log in from."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# The table of Django's database cache. Unlogged: a crash may forget counts of minutes, and no backup needs them.
COUNTS = """
CREATE UNLOGGED TABLE documenters_limit (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX documenters_limit_expires ON documenters_limit (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("documenters", "0005_app_role")]

    operations = [
        migrations.RunSQL(COUNTS, "DROP TABLE documenters_limit"),
        migrations.CreateModel(
            name="LoginDevice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=40)),
                ("first_on", models.DateField()),
                ("is_noticed", models.BooleanField(default=False)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="login_devices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["user", "label"], name="login_device_once")],
            },
        ),
    ]
