"""Releases, the cases they count, links and the ledger of quoted numbers. Their walls are in the next migration."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documenters', '0008_renewals'),
        ('react_cases', '0006_log_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('state', models.CharField(choices=[('building', 'Being built'), ('stopped', 'Stopped'), ('failed', 'Failed'), ('built', 'Waiting for approval'), ('published', 'Published'), ('withdrawn', 'Withdrawn'), ('discarded', 'Discarded')], default='building', max_length=9, verbose_name='state')),
                ('periods', models.JSONField(default=list)),
                ('done', models.JSONField(default=list)),
                ('vetoes', models.JSONField(default=list)),
                ('as_of', models.DateField(verbose_name='as of')),
                ('created_at', models.DateTimeField()),
                ('built_at', models.DateTimeField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('stale_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_reason', models.CharField(blank=True, choices=[('wrong', 'The number is wrong'), ('harm', 'It could harm somebody'), ('other', 'Another reason')], max_length=5)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('previous_digest', models.CharField(blank=True, max_length=64)),
                ('audit_head', models.CharField(blank=True, max_length=64)),
                ('report', models.JSONField(blank=True, null=True)),
                ('cancel_requested', models.BooleanField(default=False)),
                ('progress', models.PositiveSmallIntegerField(default=0)),
                ('error', models.CharField(blank=True, max_length=30)),
                ('built_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='built by')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='documenters.programme')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-number', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CellWithdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tier', models.CharField(choices=[('donor', 'donor'), ('public', 'public')], max_length=6)),
                ('key', models.CharField(max_length=200)),
                ('reason', models.CharField(choices=[('wrong', 'The number is wrong'), ('harm', 'It could harm somebody'), ('other', 'Another reason')], max_length=5)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='reports.release')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReleaseApproval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='reports.release')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReleaseBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_year', models.PositiveSmallIntegerField()),
                ('codes', models.JSONField()),
                ('details', models.JSONField(default=dict)),
                ('law_enforcement', models.JSONField(default=list)),
                ('is_small', models.BooleanField(default=False)),
                ('parameters', models.JSONField(default=dict)),
                ('labels', models.JSONField(default=dict)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='release_blocks', to='documenters.programme')),
            ],
            options={
                'ordering': ['first_year'],
            },
        ),
        migrations.CreateModel(
            name='CountedCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quarter', models.CharField(max_length=7)),
                ('codes', models.JSONField()),
                ('outcome', models.CharField(blank=True, max_length=30)),
                ('readiness', models.CharField(blank=True, max_length=16)),
                ('is_blanked', models.BooleanField(default=False)),
                ('case', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='counted', to='react_cases.case')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counted_cases', to='reports.release')),
                ('block', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counted_cases', to='reports.releaseblock')),
            ],
        ),
        migrations.CreateModel(
            name='ReleasedCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tier', models.CharField(choices=[('donor', 'donor'), ('public', 'public')], max_length=6)),
                ('period', models.CharField(max_length=9)),
                ('table_code', models.CharField(max_length=60)),
                ('key', models.CharField(max_length=200)),
                ('value', models.PositiveIntegerField(null=True)),
                ('threshold', models.PositiveSmallIntegerField()),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documenters.programme')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cells', to='reports.release')),
            ],
        ),
        migrations.CreateModel(
            name='ReleaseSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('k_national', models.PositiveSmallIntegerField(default=5, help_text='Counted in clients. Fewer are never published, none at all included.', validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(100)], verbose_name='smallest number, whole country and a year')),
                ('k_subnational', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(100)], verbose_name='smallest number, oblast or quarter')),
                ('k_donor', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(100)], verbose_name='smallest number for donors')),
                ('concentration_row', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(10), django.core.validators.MaxValueValidator(500)], verbose_name='rows with fewer cases must not lie in one cell')),
                ('headline_single', models.PositiveSmallIntegerField(default=20, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(1000)], verbose_name='protected figures of one kind, from (cases)')),
                ('headline_pair', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(1000)], verbose_name='protected figures of two kinds, from (cases)')),
                ('rare_below', models.PositiveSmallIntegerField(default=20, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(500)], verbose_name='codes with fewer cases a year become “other”')),
                ('two_witnesses', models.BooleanField(default=True, help_text='Public figures only.', verbose_name='one leaked number opens no other')),
                ('small_country_below', models.PositiveSmallIntegerField(default=300, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(10000)], verbose_name='whole years only, below (cases a year)')),
                ('quarter_lag_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(366)], verbose_name='a quarter is published after (days)')),
                ('year_lag_days', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(366)], verbose_name='a year is published after (days)')),
                ('public_page', models.BooleanField(default=False, verbose_name='public page')),
                ('contact', models.CharField(blank=True, max_length=300, verbose_name='contact line of the page')),
                ('programme', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='release_settings', to='documenters.programme')),
            ],
        ),
        migrations.CreateModel(
            name='ShareLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=100, verbose_name='for whom')),
                ('tier', models.CharField(choices=[('public', 'Those of the public page'), ('donor', 'Those of donors')], max_length=6, verbose_name='which figures')),
                ('token_hash', models.BinaryField(max_length=32, unique=True)),
                ('period_from', models.CharField(blank=True, max_length=4, verbose_name='from the year')),
                ('period_to', models.CharField(blank=True, max_length=4, verbose_name='to the year')),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(verbose_name='valid until')),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='share_links', to='documenters.programme')),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='QuotedFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(blank=True, max_length=200, null=True)),
                ('value', models.PositiveIntegerField(verbose_name='number')),
                ('text', models.CharField(blank=True, max_length=300, verbose_name='what it says')),
                ('where', models.CharField(max_length=200, verbose_name='where it stands')),
                ('quoted_on', models.DateField(verbose_name='on')),
                ('verdict', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quoted_figures', to='documenters.programme')),
            ],
            options={
                'ordering': ['-quoted_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='quoted_figure_key_or_none')],
            },
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'discarded'), _negated=True), fields=('programme', 'number'), name='release_number_once'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('building', 'stopped', 'failed', 'built'))), fields=('programme',), name='release_one_open_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['building', 'stopped', 'failed', 'built', 'published', 'withdrawn', 'discarded'])), name='release_state_known'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(('progress__lte', 1000)), name='release_progress_in_thousandths'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('published', 'withdrawn')), _negated=True), models.Q(('published_at__isnull', False), ('digest__regex', '^[0-9a-f]{64}$')), _connector='OR'), name='release_published_has_digest'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), ('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('withdrawn_at', None), ('withdrawn_by', None), ('withdrawn_reason', '')), _connector='OR'), name='release_withdrawn_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='cellwithdrawal',
            constraint=models.UniqueConstraint(fields=('release', 'tier', 'key'), name='cell_withdrawn_once'),
        ),
        migrations.AddConstraint(
            model_name='cellwithdrawal',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['wrong', 'harm', 'other'])), name='cell_withdrawal_reason_known'),
        ),
        migrations.AddConstraint(
            model_name='releaseapproval',
            constraint=models.UniqueConstraint(fields=('release', 'digest', 'by'), name='release_approval_once_a_person'),
        ),
        migrations.AddConstraint(
            model_name='releaseblock',
            constraint=models.UniqueConstraint(fields=('programme', 'first_year'), name='release_block_years_once'),
        ),
        migrations.AddIndex(
            model_name='countedcase',
            index=models.Index(fields=['block', 'quarter'], name='counted_case_by_quarter'),
        ),
        migrations.AddConstraint(
            model_name='countedcase',
            constraint=models.CheckConstraint(condition=models.Q(('quarter__regex', '^[0-9]{4}-Q[1-4]$')), name='counted_case_quarter_well_formed'),
        ),
        migrations.AddConstraint(
            model_name='countedcase',
            constraint=models.CheckConstraint(condition=models.Q(('case__isnull', False), ('is_blanked', True), _connector='OR'), name='counted_case_unlinked_is_blanked'),
        ),
        migrations.AddConstraint(
            model_name='releasedcell',
            constraint=models.UniqueConstraint(fields=('programme', 'tier', 'key'), name='released_cell_once'),
        ),
        migrations.AddConstraint(
            model_name='releasedcell',
            constraint=models.CheckConstraint(condition=models.Q(('tier__in', ['donor', 'public'])), name='released_cell_tier_known'),
        ),
        migrations.AddConstraint(
            model_name='releasedcell',
            constraint=models.CheckConstraint(condition=models.Q(('threshold__gte', 5), models.Q(('value', None), ('value__gte', models.F('threshold')), _connector='OR')), name='released_cell_never_small'),
        ),
        migrations.AddConstraint(
            model_name='releasesettings',
            constraint=models.CheckConstraint(condition=models.Q(('k_donor__gte', 5), ('k_national__gte', 5), ('k_subnational__gte', 5)), name='release_thresholds_at_least_5'),
        ),
        migrations.AddConstraint(
            model_name='releasesettings',
            constraint=models.CheckConstraint(condition=models.Q(('concentration_row__gte', 10), ('rare_below__gte', 5)), name='release_floors_kept'),
        ),
        migrations.AddConstraint(
            model_name='sharelink',
            constraint=models.CheckConstraint(condition=models.Q(('tier__in', ['donor', 'public'])), name='share_link_tier_known'),
        ),
        migrations.AddConstraint(
            model_name='sharelink',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='share_link_ends'),
        ),
        migrations.AddConstraint(
            model_name='sharelink',
            constraint=models.CheckConstraint(condition=models.Q(('period_from', ''), ('period_to', ''), ('period_from__lte', models.F('period_to')), _connector='OR'), name='share_link_years_in_order'),
        ),
        migrations.AddConstraint(
            model_name='sharelink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('revoked_at', None), ('revoked_by', None)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='share_link_revoked_by_somebody'),
        ),
    ]
