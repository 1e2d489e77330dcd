"""A chain of fingerprints over the log.

`AuditEvent` stays insert-only. When a transaction commits, a deferred trigger gives each of its events the next place
in the chain of its programme (events without a programme have a chain of their own, 0) and writes it to `AuditLink`.

* One advisory lock for all chains, taken by the commit and by nothing else: rows are chained in the order of commits,
  nobody waits for somebody who is still thinking, and two chains cannot be locked crosswise.
* The trigger runs as the owner with a fixed search path. The login role of the application cannot write links, and
  cannot change, delete or truncate either table.
* The owner may delete events older than 24 months (`manage.py prune_audit`). Links stay for ever.

What reading needs under row-level security (the policies themselves are in the migration that enables it):
coordinators the events and links of their programme; everybody their own events; whoever sees a case the events about
that case. Inserting needs no reading: `documenters.audit` asks for nothing back.

`documenters/audit_chain.py` says the same in Python, for `manage.py verify_audit`.
"""

import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

FUNCTIONS = """
CREATE FUNCTION audit_digest(event documenters_auditevent) RETURNS bytea LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT sha256(convert_to(jsonb_build_array(
        'event', 1, event.id, (extract(epoch FROM event.at) * 1000000)::bigint, event.actor_id, event.roles,
        event.programme_id, event.organisation_id, event.action, event.object_type, event.object_id, event.fields,
        event.reason, event.request_id
    )::text, 'UTF8'))
$$;

CREATE FUNCTION audit_link_hash(link documenters_auditlink) RETURNS bytea LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT sha256(convert_to(jsonb_build_array(
        'link', 1, link.chain, link.seq, link.event_id, to_char(link.day, 'YYYY-MM-DD'), encode(link.digest, 'hex'),
        encode(link.prev_hash, 'hex')
    )::text, 'UTF8'))
$$;

CREATE FUNCTION audit_link_add(event documenters_auditevent) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    link documenters_auditlink;
BEGIN
    link.chain := coalesce(event.programme_id, 0);
    SELECT last.seq + 1, last.hash INTO link.seq, link.prev_hash
        FROM documenters_auditlink last WHERE last.chain = link.chain ORDER BY last.seq DESC LIMIT 1;
    IF NOT FOUND THEN
        link.seq := 1;
        link.prev_hash := decode(repeat('00', 32), 'hex');
    END IF;
    link.event_id := event.id;
    link.day := (event.at AT TIME ZONE 'UTC')::date;
    link.digest := audit_digest(event);
    link.hash := audit_link_hash(link);
    INSERT INTO documenters_auditlink (chain, seq, event_id, day, digest, prev_hash, hash)
        VALUES (link.chain, link.seq, link.event_id, link.day, link.digest, link.prev_hash, link.hash);
END $$;

CREATE FUNCTION audit_event_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7077, 1);
    PERFORM audit_link_add(NEW);
    RETURN NULL;
END $$;

CREATE FUNCTION audit_event_keep() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.at < now() - interval '24 months' AND pg_has_role(
            current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE'
        ) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

REVOKE ALL ON FUNCTION audit_link_add(documenters_auditevent), audit_event_chain(), audit_event_keep() FROM PUBLIC;
"""

TRIGGERS = """
DROP TRIGGER audit_event_append_only ON documenters_auditevent;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON documenters_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_event_keep();
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON documenters_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE CONSTRAINT TRIGGER audit_event_chain AFTER INSERT ON documenters_auditevent
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_event_chain();
CREATE TRIGGER audit_link_append_only BEFORE UPDATE OR DELETE ON documenters_auditlink
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_link_no_truncate BEFORE TRUNCATE ON documenters_auditlink
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

BACKWARD = """
DROP TRIGGER audit_link_no_truncate ON documenters_auditlink;
DROP TRIGGER audit_link_append_only ON documenters_auditlink;
DROP TRIGGER audit_event_chain ON documenters_auditevent;
DROP TRIGGER audit_event_no_truncate ON documenters_auditevent;
DROP TRIGGER audit_event_append_only ON documenters_auditevent;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON documenters_auditevent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
DROP FUNCTION audit_event_keep();
DROP FUNCTION audit_event_chain();
DROP FUNCTION audit_link_add(documenters_auditevent);
DROP FUNCTION audit_link_hash(documenters_auditlink);
DROP FUNCTION audit_digest(documenters_auditevent);
"""

CHAIN_WHAT_IS_THERE = """
DO $$
DECLARE
    event documenters_auditevent;
BEGIN
    FOR event IN SELECT * FROM documenters_auditevent ORDER BY id LOOP
        PERFORM audit_link_add(event);
    END LOOP;
END $$;
"""

# The role is made before the migrations in every installation; a database without it has nobody to refuse.
PRIVILEGES = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'react_app') THEN
        REVOKE ALL ON documenters_auditevent, documenters_auditlink FROM react_app;
        GRANT SELECT, INSERT ON documenters_auditevent TO react_app;
        GRANT SELECT ON documenters_auditlink TO react_app;
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("documenters", "0003_invitations")]
    operations = [
        migrations.AddField("auditevent", "roles", models.CharField(blank=True, max_length=60, default=""), False),
        migrations.AddField("auditevent", "request_id", models.UUIDField(default=uuid.uuid4)),
        migrations.AlterField("auditevent", "at", models.DateTimeField(default=django.utils.timezone.now)),
        migrations.AlterField("auditevent", "reason", models.CharField(blank=True, max_length=60)),
        migrations.AlterField(
            "auditevent",
            "programme",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documenters.programme",
            ),
        ),
        migrations.AddIndex("auditevent", models.Index(fields=["programme", "id"], name="audit_event_by_programme")),
        migrations.AddIndex(
            "auditevent", models.Index(fields=["programme", "actor", "id"], name="audit_event_by_person")
        ),
        migrations.AddIndex(
            "auditevent", models.Index(fields=["programme", "action", "id"], name="audit_event_by_action")
        ),
        migrations.AddIndex("auditevent", models.Index(fields=["programme", "at"], name="audit_event_by_time")),
        migrations.AddIndex("auditevent", models.Index(fields=["actor", "action", "at"], name="audit_event_of_a_day")),
        migrations.CreateModel(
            name="AuditLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain", models.BigIntegerField()),
                ("seq", models.BigIntegerField()),
                ("event_id", models.BigIntegerField(unique=True)),
                ("day", models.DateField()),
                ("digest", models.BinaryField()),
                ("prev_hash", models.BinaryField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["chain", "seq"], name="audit_link_place_taken_once"),
                    models.CheckConstraint(condition=models.Q(("seq__gt", 0)), name="audit_link_counts_from_one"),
                ],
            },
        ),
        migrations.AddField(
            "programme",
            "unusual_reading_cases",
            models.PositiveSmallIntegerField(
                default=30,
                help_text="Coordinators are told when somebody opens so many different cases in one day.",
                validators=[
                    django.core.validators.MinValueValidator(4),
                    django.core.validators.MaxValueValidator(1000),
                ],
                verbose_name="unusual reading from (cases a day)",
            ),
        ),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(CHAIN_WHAT_IS_THERE, migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGERS, BACKWARD),
        migrations.RunSQL(PRIVILEGES, migrations.RunSQL.noop),
    ]
