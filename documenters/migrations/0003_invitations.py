"""Invitations and proposals of roles, which a trigger keeps as they were made; opaque ids of people."""

import django.contrib.postgres.functions
import django.db.models.deletion
import documenters.permissions
import uuid
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION keep_columns() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kept text;
BEGIN
    -- What stands after "once" may be filled in, and stays as it is from then on.
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '% keeps its rows', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    FOREACH kept IN ARRAY string_to_array(TG_ARGV[0], ' ') LOOP
        IF to_jsonb(OLD) -> kept IS DISTINCT FROM to_jsonb(NEW) -> kept THEN
            RAISE EXCEPTION '%.% never changes', TG_TABLE_NAME, kept USING ERRCODE = 'restrict_violation';
        END IF;
    END LOOP;
    FOREACH kept IN ARRAY string_to_array(TG_ARGV[1], ' ') LOOP
        IF to_jsonb(OLD) ->> kept IS NOT NULL AND to_jsonb(OLD) -> kept IS DISTINCT FROM to_jsonb(NEW) -> kept THEN
            RAISE EXCEPTION '%.% is filled in once', TG_TABLE_NAME, kept USING ERRCODE = 'restrict_violation';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER invitation_kept BEFORE UPDATE OR DELETE ON documenters_invitation
    FOR EACH ROW EXECUTE FUNCTION keep_columns(
        'id public_id programme_id role organisation_id looks_after token_digest invited_by_id made_at expires_at',
        'used_at used_by_id revoked_at revoked_by_id'
    );
CREATE TRIGGER role_proposal_kept BEFORE UPDATE OR DELETE ON documenters_roleproposal
    FOR EACH ROW EXECUTE FUNCTION keep_columns(
        'id public_id user_id programme_id role looks_after proposed_by_id proposed_at', 'decided_at decided_by_id'
    );
"""
BACKWARD = """
DROP TRIGGER invitation_kept ON documenters_invitation;
DROP TRIGGER role_proposal_kept ON documenters_roleproposal;
DROP FUNCTION keep_columns();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('documenters', '0002_audit_event_append_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='public_id',
            field=models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddField(
            model_name='user',
            name='session_generation',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('role', models.CharField(choices=[(documenters.permissions.Role['DOCUMENTER'], 'Documenter'), (documenters.permissions.Role['MENTOR'], 'Mentor'), (documenters.permissions.Role['COORDINATOR'], 'National coordinator'), (documenters.permissions.Role['DONOR'], 'Donor'), (documenters.permissions.Role['ADMINISTRATOR'], 'Administrator')], max_length=16)),
                ('looks_after', models.JSONField(blank=True, default=list)),
                ('token_digest', models.BinaryField(max_length=32, unique=True)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations_made', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='documenters.organisation')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='documenters.programme')),
                ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('used_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('role', documenters.permissions.Role['DOCUMENTER']), _negated=True), ('organisation__isnull', False), _connector='OR'), name='invitation_documenter_has_organisation'), models.CheckConstraint(condition=models.Q(('role__in', [documenters.permissions.Role['DOCUMENTER'], documenters.permissions.Role['MENTOR'], documenters.permissions.Role['COORDINATOR'], documenters.permissions.Role['DONOR'], documenters.permissions.Role['ADMINISTRATOR']])), name='invitation_role_known'), models.CheckConstraint(condition=models.Q(('used_at', None), ('revoked_at', None), _connector='OR'), name='invitation_used_or_revoked_not_both')],
            },
        ),
        migrations.CreateModel(
            name='RoleProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('role', models.CharField(choices=[(documenters.permissions.Role['DOCUMENTER'], 'Documenter'), (documenters.permissions.Role['MENTOR'], 'Mentor'), (documenters.permissions.Role['COORDINATOR'], 'National coordinator'), (documenters.permissions.Role['DONOR'], 'Donor'), (documenters.permissions.Role['ADMINISTRATOR'], 'Administrator')], max_length=16)),
                ('looks_after', models.JSONField(blank=True, default=list)),
                ('proposed_at', models.DateTimeField(auto_now_add=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('is_confirmed', models.BooleanField(default=False)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_proposals', to='documenters.programme')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_proposals', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['proposed_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('user', 'programme'), name='role_proposal_open_once'), models.CheckConstraint(condition=models.Q(('role__in', [documenters.permissions.Role['DOCUMENTER'], documenters.permissions.Role['MENTOR'], documenters.permissions.Role['COORDINATOR'], documenters.permissions.Role['DONOR'], documenters.permissions.Role['ADMINISTRATOR']])), name='role_proposal_role_known'), models.CheckConstraint(condition=models.Q(('is_confirmed', False), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='role_proposal_confirmed_by_somebody'), models.CheckConstraint(condition=models.Q(('is_confirmed', False), models.Q(models.Q(('proposed_by', None), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), models.Q(('decided_by', models.F('user')), _negated=True)), _connector='OR'), name='role_proposal_takes_two_people')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
