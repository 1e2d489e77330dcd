"""Who reads releases, and what nobody changes.

Coordinators and mentors of a programme work on its releases. Everybody else reads as `react_published`: of published
releases only, and only the columns named here. Frozen records of cases are behind the wall of their case.

Triggers keep what was published from everybody, the owner included, and blank the record of a case at once when its
client takes the consent back (docs/adr/0016 to 0018).
"""

from django.db import migrations

from documenters.database.walls import child_wall, no_wall, wall

SHOWN = "('published', 'withdrawn')"
OPEN = "('building', 'stopped', 'failed', 'built')"
COUNTED = "reports_countedcase"

STAFF = """
CREATE FUNCTION react_release_staff() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT array(
        SELECT held.programme_id FROM public.react_held('coordinator') AS held
        UNION SELECT held.programme_id FROM public.react_held('mentor') AS held
    )
$$;
"""
OF_STAFF = "programme_id = ANY ((SELECT react_release_staff())::bigint[])"
OF_SEEN_RELEASE = "release_id = ANY ((SELECT array(SELECT id FROM reports_release))::bigint[])"
"""The inner query is bound by the release's own policies."""

WALLS = f"""{STAFF}
{wall("reports_release")}
CREATE POLICY reached ON reports_release TO react_app USING ({OF_STAFF});
CREATE POLICY published ON reports_release FOR SELECT TO react_published USING (state IN {SHOWN});
{wall("reports_releaseblock")}
CREATE POLICY reached ON reports_releaseblock TO react_app USING ({OF_STAFF});
CREATE POLICY published ON reports_releaseblock FOR SELECT TO react_published USING (EXISTS (
    SELECT FROM reports_release AS release, jsonb_array_elements_text(release.periods) AS period
    WHERE release.programme_id = reports_releaseblock.programme_id
        AND left(period, 4)::integer BETWEEN first_year AND first_year + 1
));
{wall("reports_releasedcell")}
CREATE POLICY reached ON reports_releasedcell TO react_app USING ({OF_STAFF});
CREATE POLICY published ON reports_releasedcell FOR SELECT TO react_published USING ({OF_SEEN_RELEASE});
{wall("reports_cellwithdrawal")}
CREATE POLICY reached ON reports_cellwithdrawal TO react_app USING ({OF_SEEN_RELEASE});
CREATE POLICY published ON reports_cellwithdrawal FOR SELECT TO react_published USING ({OF_SEEN_RELEASE});
{wall("reports_releaseapproval")}
CREATE POLICY reached ON reports_releaseapproval TO react_app USING ({OF_SEEN_RELEASE});
{wall("reports_quotedfigure")}
CREATE POLICY reached ON reports_quotedfigure TO react_app USING (
    programme_id = ANY ((SELECT react_coordinator_of())::bigint[])
);
{wall("reports_sharelink")}
CREATE POLICY reached ON reports_sharelink TO react_app USING (
    programme_id = ANY ((SELECT react_coordinator_of())::bigint[])
);
CREATE POLICY published ON reports_sharelink FOR SELECT TO react_published USING (revoked_at IS NULL);
"""
NO_WALLS = f"""
{no_wall("reports_sharelink", "published", "reached")}
{no_wall("reports_quotedfigure", "reached")}
{no_wall("reports_releaseapproval", "reached")}
{no_wall("reports_cellwithdrawal", "published", "reached")}
{no_wall("reports_releasedcell", "published", "reached")}
{no_wall("reports_releaseblock", "published", "reached")}
{no_wall("reports_release", "published", "reached")}
DROP FUNCTION react_release_staff();
"""

# A record that was cut from its erased case is nobody's: coordinators count it on.
WITHOUT_A_CASE = f"""
CREATE POLICY without_a_case ON {COUNTED} FOR SELECT TO react_app USING (
    case_id IS NULL AND EXISTS (
        SELECT FROM reports_releaseblock AS block
        WHERE block.id = block_id AND block.programme_id = ANY ((SELECT react_coordinator_of())::bigint[])
    )
);
"""

READABLE = {
    "reports_release": "id, programme_id, number, state, periods, as_of, published_at, withdrawn_at, withdrawn_reason, "
    "digest, previous_digest",
    "reports_releaseblock": "id, programme_id, first_year, codes, details, law_enforcement, is_small, parameters, "
    "labels",
    "reports_releasedcell": "id, release_id, programme_id, tier, period, table_code, key, value, threshold",
    "reports_cellwithdrawal": "id, release_id, tier, key, reason, at",
    "reports_releasesettings": "id, programme_id, k_national, k_subnational, k_donor, concentration_row, "
    "quarter_lag_days, year_lag_days, public_page, contact",
    "reports_sharelink": "id, programme_id, tier, token_hash, period_from, period_to, expires_at",
}
READING = "".join(f"GRANT SELECT ({columns}) ON {table} TO react_published;\n" for table, columns in READABLE.items())
RIGHTS = f"""{READING}
GRANT SELECT (revoked_at) ON reports_sharelink TO react_published;
REVOKE UPDATE ON reports_releasedcell FROM react_app;
REVOKE UPDATE, DELETE ON reports_cellwithdrawal, reports_releaseapproval, reports_quotedfigure FROM react_app;
REVOKE DELETE ON reports_release, reports_sharelink FROM react_app;
"""
NO_RIGHTS = f"REVOKE ALL ON {', '.join(READABLE)} FROM react_published;"

FUNCTIONS = f"""
CREATE FUNCTION release_keep() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    withdrawal text[] := '{{state,withdrawn_at,withdrawn_by_id,withdrawn_reason}}';
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'building' THEN
            RAISE EXCEPTION 'a release begins by being built' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR (OLD.id, OLD.programme_id, OLD.number, OLD.created_at, OLD.built_by_id)
        IS DISTINCT FROM (NEW.id, NEW.programme_id, NEW.number, NEW.created_at, NEW.built_by_id)
    THEN
        RAISE EXCEPTION 'a release stays what it is' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state NOT IN {OPEN} THEN
        IF OLD.state <> 'published' OR NEW.state <> 'withdrawn'
            OR to_jsonb(OLD) - withdrawal IS DISTINCT FROM to_jsonb(NEW) - withdrawal
        THEN
            RAISE EXCEPTION 'what was published never changes' USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF NEW.state = 'withdrawn' THEN
        RAISE EXCEPTION 'only what was published is withdrawn' USING ERRCODE = 'restrict_violation';
    ELSIF NEW.state = 'published' AND (
        OLD.state <> 'built' OR OLD.stale_at IS NOT NULL OR OLD.digest <> NEW.digest
        OR (OLD.report -> 'is_safe') IS DISTINCT FROM 'true'::jsonb OR OLD.report IS DISTINCT FROM NEW.report
        OR (
            SELECT count(DISTINCT by_id) FROM reports_releaseapproval WHERE release_id = NEW.id AND digest = NEW.digest
        ) < 2
    ) THEN
        RAISE EXCEPTION 'a release is published when it is safe and two people have approved it'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION released_cell_keep() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    its_state text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'released cells never change' USING ERRCODE = 'restrict_violation';
    ELSIF TG_OP = 'DELETE' THEN
        SELECT state INTO its_state FROM reports_release WHERE id = OLD.release_id;
        IF its_state IN {OPEN} THEN
            RETURN OLD;
        END IF;
    ELSE
        SELECT state INTO its_state FROM reports_release WHERE id = NEW.release_id AND programme_id = NEW.programme_id;
        IF its_state = 'building' THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'what was published never changes' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION counted_case_blank(codes jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
    SELECT jsonb_build_object('groups', codes -> 'groups', 'categories', (
        SELECT coalesce(jsonb_agg(DISTINCT split_part(code, '.', 1)), '[]'::jsonb)
        FROM jsonb_array_elements_text(codes -> 'categories') AS code
    ))
$$;

CREATE FUNCTION counted_case_year_is_shown(block bigint, quarter text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM reports_release AS release JOIN reports_releaseblock AS its_block USING (programme_id)
        WHERE its_block.id = block AND release.state IN {SHOWN} AND release.periods ? left(quarter, 4)
    )
$$;

CREATE FUNCTION counted_case_keep() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    is_shown boolean := NOT EXISTS (
        SELECT FROM reports_release WHERE id = OLD.release_id AND state NOT IN {SHOWN}
    );
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF is_shown THEN
            RAISE EXCEPTION 'what was published stays counted' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF (OLD.id, OLD.release_id, OLD.block_id, OLD.quarter)
            IS DISTINCT FROM (NEW.id, NEW.release_id, NEW.block_id, NEW.quarter)
        OR (NEW.case_id IS DISTINCT FROM OLD.case_id AND NEW.case_id IS NOT NULL)
        OR (OLD.is_blanked AND NOT NEW.is_blanked)
        OR (NEW.codes <> OLD.codes AND (
            OLD.is_blanked OR NOT NEW.is_blanked OR NEW.codes <> counted_case_blank(OLD.codes)
        ))
        OR ((NEW.outcome, NEW.readiness) IS DISTINCT FROM (OLD.outcome, OLD.readiness)
            AND counted_case_year_is_shown(OLD.block_id, OLD.quarter))
    THEN
        RAISE EXCEPTION 'what was counted never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

-- A client takes the consent back, or a case is erased. Of a quarter that is not published yet the case is no longer
-- counted. Else the record keeps what is published of it: before its year groups and headings of categories, after it
-- all that the year's tables hold; an erased case is cut from it. What is being built is built again.
CREATE FUNCTION counted_case_take_back() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    before text := coalesce(current_setting('app.maintenance', true), '');
    unit reports_countedcase;
    keeps_all boolean;
BEGIN
    PERFORM set_config('app.maintenance', 'on', true);
    SELECT * INTO unit FROM reports_countedcase WHERE case_id = NEW.id;
    IF FOUND THEN
        UPDATE reports_release SET stale_at = statement_timestamp()
            WHERE programme_id = NEW.programme_id AND state IN {OPEN} AND stale_at IS NULL;
        IF EXISTS (SELECT FROM reports_release WHERE id = unit.release_id AND state NOT IN {SHOWN}) THEN
            DELETE FROM reports_countedcase WHERE id = unit.id;
        ELSE
            keeps_all := unit.is_blanked OR counted_case_year_is_shown(unit.block_id, unit.quarter);
            UPDATE reports_countedcase SET
                is_blanked = true,
                codes = CASE WHEN keeps_all THEN codes ELSE counted_case_blank(codes) END,
                outcome = CASE WHEN keeps_all THEN outcome ELSE '' END,
                readiness = CASE WHEN keeps_all THEN readiness ELSE '' END,
                case_id = CASE WHEN NEW.status = 'ERASED' THEN NULL ELSE case_id END
            WHERE id = unit.id;
        END IF;
    END IF;
    PERFORM set_config('app.maintenance', before, true);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION counted_case_take_back() FROM PUBLIC;

-- The demo forgets its releases together with its invented cases.
CREATE OR REPLACE FUNCTION react_demo_forget() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    kept text;
BEGIN
    PERFORM set_config('app.maintenance', 'on', true);
    LOCK TABLE react_cases_case IN EXCLUSIVE MODE;
    IF EXISTS (SELECT FROM react_cases_case WHERE NOT is_demo) THEN
        RAISE EXCEPTION 'there are cases that are not invented' USING ERRCODE = 'check_violation';
    END IF;
    FOREACH kept IN ARRAY '{{reports_release,reports_releasedcell,reports_releaseapproval,reports_cellwithdrawal,
        reports_quotedfigure}}'::text[]
    LOOP
        EXECUTE format('ALTER TABLE %I DISABLE TRIGGER no_truncate', kept);
    END LOOP;
    TRUNCATE react_cases_case, react_cases_client, react_cases_casecounter, reports_release, reports_releaseblock,
        reports_quotedfigure CASCADE;
    FOREACH kept IN ARRAY '{{reports_release,reports_releasedcell,reports_releaseapproval,reports_cellwithdrawal,
        reports_quotedfigure}}'::text[]
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE TRIGGER no_truncate', kept);
    END LOOP;
    PERFORM set_config('app.maintenance', '', true);
END $$;
"""
KEPT = ("reports_release", "reports_releasedcell", "reports_releaseapproval", "reports_cellwithdrawal",
        "reports_quotedfigure")
APPENDED = ("reports_releaseapproval", "reports_cellwithdrawal", "reports_quotedfigure")
TRIGGERS = (
    "CREATE TRIGGER keep BEFORE INSERT OR UPDATE OR DELETE ON reports_release"
    " FOR EACH ROW EXECUTE FUNCTION release_keep();\n"
    "CREATE TRIGGER keep BEFORE INSERT OR UPDATE OR DELETE ON reports_releasedcell"
    " FOR EACH ROW EXECUTE FUNCTION released_cell_keep();\n"
    "CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON reports_countedcase"
    " FOR EACH ROW EXECUTE FUNCTION counted_case_keep();\n"
    "CREATE TRIGGER counted_case_take_back AFTER UPDATE OF counts_in_statistics, status ON react_cases_case"
    " FOR EACH ROW WHEN ((OLD.counts_in_statistics AND NOT NEW.counts_in_statistics)"
    " OR (NEW.status = 'ERASED' AND OLD.status <> 'ERASED')) EXECUTE FUNCTION counted_case_take_back();\n"
    + "".join(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change();\n"
        for table in APPENDED
    )
    + "".join(
        f"CREATE TRIGGER no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();\n"
        for table in KEPT
    )
)
NO_TRIGGERS = "".join(
    f"DROP TRIGGER {name} ON {table};\n"
    for name, tables in (
        ("no_truncate", KEPT),
        ("append_only", APPENDED),
        ("counted_case_take_back", ("react_cases_case",)),
        ("keep", ("reports_countedcase", "reports_releasedcell", "reports_release")),
    )
    for table in tables
)
# The demo's door stays as it is here: without these tables it is called by nobody who needs the earlier one.
NO_FUNCTIONS = """
DROP FUNCTION counted_case_take_back();
DROP FUNCTION counted_case_keep();
DROP FUNCTION counted_case_year_is_shown(bigint, text);
DROP FUNCTION counted_case_blank(jsonb);
DROP FUNCTION released_cell_keep();
DROP FUNCTION release_keep();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_releases"),
        ("documenters", "0009_published_role"),
        ("react_cases", "0007_no_counting_door"),
    ]
    operations = [
        migrations.RunSQL(WALLS, NO_WALLS),
        migrations.RunSQL(*child_wall(COUNTED)),
        migrations.RunSQL(WITHOUT_A_CASE, f"DROP POLICY without_a_case ON {COUNTED};"),
        migrations.RunSQL(RIGHTS, NO_RIGHTS),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
