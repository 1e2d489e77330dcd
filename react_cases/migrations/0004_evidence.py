"""Evidence and its frames, behind the same wall as all rows of a case.

Whoever writes a frame must see both its case and its evidence. Ciphertext cannot be compressed, so nobody tries; a frame
is never rewritten.
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from documenters.database.walls import CASE, child_wall

EVIDENCE, FRAMES = "react_cases_evidence", "react_cases_evidenceframe"
STORAGE = f"""
ALTER TABLE {FRAMES} ALTER COLUMN ciphertext SET STORAGE EXTERNAL;
REVOKE UPDATE ON {FRAMES} FROM react_app;
"""

class Migration(migrations.Migration):

    dependencies = [
        ('react_cases', '0003_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('kind', models.CharField(choices=[('photo', 'Photo'), ('document', 'Document'), ('sound', 'Sound recording'), ('video', 'Video')], max_length=8, verbose_name='kind')),
                ('content_type', models.CharField(max_length=40)),
                ('extension', models.CharField(max_length=4)),
                ('size', models.PositiveIntegerField(verbose_name='size')),
                ('frames', models.PositiveSmallIntegerField()),
                ('generation', models.PositiveSmallIntegerField()),
                ('original_sha256', models.CharField(blank=True, max_length=64)),
                ('original_extension', models.CharField(blank=True, max_length=4)),
                ('original_size', models.PositiveIntegerField(blank=True, null=True)),
                ('original_frames', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('added_at', models.DateTimeField(verbose_name='added')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('removed_reason', models.CharField(blank=True, choices=[('wrong', 'It is the wrong file or the wrong case'), ('others', 'It shows people who have nothing to do with the case'), ('client', 'The client asked for it'), ('repeated', 'It is there twice'), ('consent', 'The client no longer agrees that the case is kept')], max_length=8)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='react_cases.case')),
                ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='EvidenceFrame',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('cleaned', 'Cleaned file'), ('original', 'Untouched original')], max_length=8)),
                ('number', models.PositiveSmallIntegerField()),
                ('ciphertext', models.BinaryField()),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='evidence_frames', to='react_cases.case')),
                ('evidence', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='stored_frames', to='react_cases.evidence')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.UniqueConstraint(fields=('case', 'number'), name='evidence_number_once_in_case'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['photo', 'document', 'sound', 'video'])), name='evidence_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(('removed_reason__in', ['', 'wrong', 'others', 'client', 'repeated', 'consent'])), name='evidence_removal_reason_known'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removed_at', None), ('frames__gte', 1), ('removed_by', None), ('removed_reason', '')), models.Q(('frames', 0), ('removed_at__isnull', False), ('removed_by__isnull', False), ('size', 0), models.Q(('removed_reason', ''), _negated=True), ('original_extension', ''), ('original_frames', None), ('original_sha256', ''), ('original_size', None)), _connector='OR'), name='evidence_removed_or_kept'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('original_extension', ''), ('original_frames', None), ('original_sha256', ''), ('original_size', None)), models.Q(('original_sha256__regex', '^[0-9a-f]{64}$'), ('original_frames__isnull', False), ('original_size__isnull', False)), _connector='OR'), name='evidence_original_whole'),
        ),
        migrations.AddIndex(
            model_name='evidenceframe',
            index=models.Index(fields=['case'], name='evidence_frame_by_case'),
        ),
        migrations.AddConstraint(
            model_name='evidenceframe',
            constraint=models.UniqueConstraint(fields=('evidence', 'part', 'number'), name='evidence_frame_once'),
        ),
        migrations.AddConstraint(
            model_name='evidenceframe',
            constraint=models.CheckConstraint(condition=models.Q(('part__in', ['cleaned', 'original'])), name='evidence_frame_part_known'),
        ),
        migrations.RunSQL(*child_wall(EVIDENCE)),
        migrations.RunSQL(*child_wall(FRAMES, {"case_id": CASE, "evidence_id": EVIDENCE})),
        migrations.RunSQL(STORAGE, migrations.RunSQL.noop),
    ]
