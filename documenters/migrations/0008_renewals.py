"""A link may also renew a passphrase: of one person, for ever the same one."""

import django.db.models.deletion
import documenters.permissions
from django.conf import settings
from django.db import migrations, models

KEPT = "id public_id programme_id role organisation_id looks_after{} token_digest invited_by_id made_at expires_at"
TRIGGER = """
CREATE OR REPLACE TRIGGER invitation_kept BEFORE UPDATE OR DELETE ON documenters_invitation
    FOR EACH ROW EXECUTE FUNCTION keep_columns('{}', 'used_at used_by_id revoked_at revoked_by_id');
"""
FORWARD = TRIGGER.format(KEPT.format(" renews_id"))
BACKWARD = TRIGGER.format(KEPT.format(""))


class Migration(migrations.Migration):

    dependencies = [
        ('documenters', '0007_lockdown'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='invitation',
            name='invitation_role_known',
        ),
        migrations.AddField(
            model_name='invitation',
            name='renews',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='invitation',
            name='role',
            field=models.CharField(blank=True, choices=[(documenters.permissions.Role['DOCUMENTER'], 'Documenter'), (documenters.permissions.Role['MENTOR'], 'Mentor'), (documenters.permissions.Role['COORDINATOR'], 'National coordinator'), (documenters.permissions.Role['DONOR'], 'Donor'), (documenters.permissions.Role['ADMINISTRATOR'], 'Administrator')], max_length=16),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('renews', None), ('role__in', [documenters.permissions.Role['DOCUMENTER'], documenters.permissions.Role['MENTOR'], documenters.permissions.Role['COORDINATOR'], documenters.permissions.Role['DONOR'], documenters.permissions.Role['ADMINISTRATOR']])), models.Q(('invited_by__isnull', False), ('looks_after', []), ('organisation', None), ('renews__isnull', False), ('role', '')), _connector='OR'), name='invitation_role_or_renewal'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('renews', None), models.Q(('renews', models.F('invited_by')), _negated=True), _connector='OR'), name='invitation_renews_another'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
