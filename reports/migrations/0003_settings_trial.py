"""Trials of thresholds: the last one of each programme."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documenters', '0009_published_role'),
        ('reports', '0002_release_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SettingsTrial',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.CharField(max_length=4)),
                ('parameters', models.JSONField()),
                ('state', models.CharField(choices=[('waiting', 'Being worked out'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=7)),
                ('progress', models.PositiveSmallIntegerField(default=0)),
                ('result', models.JSONField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='settings_trial', to='documenters.programme')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'done', 'failed'])), name='settings_trial_state_known'), models.CheckConstraint(condition=models.Q(('progress__lte', 1000)), name='settings_trial_progress_in_thousandths'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), ('result__isnull', False), _connector='OR'), name='settings_trial_done_has_result')],
            },
        ),
    ]
