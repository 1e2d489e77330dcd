"""Lock-downs, which nobody edits afterwards, and the two people who may log in during one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER lockdown_kept BEFORE UPDATE OR DELETE ON documenters_lockdown
    FOR EACH ROW EXECUTE FUNCTION keep_columns(
        'id programme_id started_at started_by_id reason', 'reopened_at reopened_by_id'
    );
"""
BACKWARD = "DROP TRIGGER lockdown_kept ON documenters_lockdown"


class Migration(migrations.Migration):

    dependencies = [
        ('documenters', '0006_login'),
    ]

    operations = [
        migrations.AddField(
            model_name='programme',
            name='lockdown_people',
            field=models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name='Lockdown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(auto_now_add=True)),
                ('reason', models.CharField(choices=[('seizure', 'Devices or the server were seized'), ('search', 'A search or an inspection'), ('threat', 'A threat against somebody of the programme'), ('stolen_device', 'A stolen or lost device'), ('suspicion', 'Suspicion that somebody else is in the system'), ('drill', 'A drill')], max_length=16, verbose_name='reason')),
                ('proposed_at', models.DateTimeField(blank=True, null=True)),
                ('reopened_at', models.DateTimeField(blank=True, null=True)),
                ('first_person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lockdowns', to='documenters.programme')),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reopened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second_person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-started_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('reopened_at', None)), fields=('programme',), name='lockdown_one_at_a_time'), models.CheckConstraint(condition=models.Q(('reason__in', ['seizure', 'search', 'threat', 'stolen_device', 'suspicion', 'drill'])), name='lockdown_reason_known'), models.CheckConstraint(condition=models.Q(('first_person', models.F('second_person')), _negated=True), name='lockdown_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('proposed_at', None), ('proposed_by', None)), models.Q(('proposed_at__isnull', False), ('proposed_by__isnull', False), models.Q(('proposed_by', models.F('first_person')), ('proposed_by', models.F('second_person')), _connector='OR')), _connector='OR'), name='lockdown_proposed_by_one_of_the_two'), models.CheckConstraint(condition=models.Q(models.Q(('reopened_at', None), ('reopened_by', None)), models.Q(('proposed_by__isnull', False), ('reopened_at__isnull', False), ('reopened_by__isnull', False), models.Q(('reopened_by', models.F('first_person')), ('reopened_by', models.F('second_person')), _connector='OR'), models.Q(('reopened_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='lockdown_reopened_by_the_other')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
