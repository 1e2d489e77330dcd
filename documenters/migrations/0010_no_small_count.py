"""What is too small to be shown is a matter of releases now: `reports.ReleaseSettings`, frozen with each block."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("documenters", "0009_published_role")]
    operations = [
        migrations.RemoveConstraint(model_name="programme", name="programme_small_count_at_least_5"),
        migrations.RemoveField(model_name="programme", name="small_count"),
    ]
