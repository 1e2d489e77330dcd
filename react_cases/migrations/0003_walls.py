"""Row-level security: the second wall behind `Case.objects.visible_to`, for reads that forget it (docs/adr/0008).

Who asks is told to each transaction (`documenters.identity`). What that person reaches is worked out here, from
memberships and assignments, and not by Python: two walls that share one mistake would be one.
"""

from django.db import migrations

from documenters.database.walls import child_wall, no_wall, wall

# Everything is named with its schema: a temporary table comes before it otherwise.
REACH = """
CREATE FUNCTION react_user() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
    -- A setting that was local to an earlier transaction is empty afterwards, not unset.
    SELECT nullif(current_setting('app.user_id', true), '')::bigint
$$;

CREATE FUNCTION react_held(wanted text) RETURNS TABLE (organisation_id bigint, programme_id bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT held.organisation_id, held.programme_id
    FROM public.documenters_membership AS held JOIN public.documenters_user AS person ON person.id = held.user_id
    WHERE held.user_id = public.react_user() AND person.is_active AND held.role = wanted
        -- Not now(): whoever left in this transaction has left.
        AND (held.ended_at IS NULL OR held.ended_at > statement_timestamp())
$$;

CREATE FUNCTION react_documenter_of() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT array(SELECT held.organisation_id FROM public.react_held('documenter') AS held)
$$;

CREATE FUNCTION react_mentor_of() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT array(
        SELECT assigned.organisation_id
        FROM public.documenters_mentorassignment AS assigned
            JOIN public.documenters_organisation AS place ON place.id = assigned.organisation_id
        WHERE assigned.mentor_id = public.react_user() AND assigned.ended_at IS NULL
            AND place.programme_id IN (SELECT held.programme_id FROM public.react_held('mentor') AS held)
    )
$$;

CREATE FUNCTION react_coordinator_of() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT array(SELECT held.programme_id FROM public.react_held('coordinator') AS held)
$$;

-- Programmes of donors, and only while their figures are computed.
CREATE FUNCTION react_counts_for() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT array(
        SELECT held.programme_id FROM public.react_held('donor') AS held
        WHERE current_setting('app.counting', true) = 'on'
    )
$$;
"""
NO_REACH = """
DROP FUNCTION react_counts_for();
DROP FUNCTION react_coordinator_of();
DROP FUNCTION react_mentor_of();
DROP FUNCTION react_documenter_of();
DROP FUNCTION react_held(text);
DROP FUNCTION react_user();
"""

CASES = f"""{wall("react_cases_case")}
CREATE POLICY reached ON react_cases_case USING (
    (documenter_id = (SELECT react_user()) AND organisation_id = ANY ((SELECT react_documenter_of())::bigint[]))
    OR (submitted_at IS NOT NULL AND (
        organisation_id = ANY ((SELECT react_mentor_of())::bigint[])
        OR programme_id = ANY ((SELECT react_coordinator_of())::bigint[])
    ))
);
CREATE POLICY counted ON react_cases_case FOR SELECT USING (
    status = 'APPROVED' AND counts_in_statistics AND programme_id = ANY ((SELECT react_counts_for())::bigint[])
);
{wall("react_cases_client")}
CREATE POLICY reached ON react_cases_client USING (
    organisation_id = ANY ((SELECT react_documenter_of())::bigint[])
    OR organisation_id = ANY ((SELECT react_mentor_of())::bigint[])
    OR programme_id = ANY ((SELECT react_coordinator_of())::bigint[])
);
CREATE POLICY counted ON react_cases_client FOR SELECT USING (
    programme_id = ANY ((SELECT react_counts_for())::bigint[])
);
"""
NO_CASES = no_wall("react_cases_client", "reached", "counted") + no_wall("react_cases_case", "reached", "counted")

CHILDREN = (
    "react_cases_case_tags",
    "react_cases_case_effects",
    "react_cases_clientgroup",
    "react_cases_violator",
    "react_cases_violation",
    "react_cases_response",
    "react_cases_readiness",
    "react_cases_consent",
    "react_cases_comment",
    "react_cases_casetransition",
    "react_cases_sealedtext",
)

HISTORIES = """
REVOKE UPDATE, DELETE ON react_cases_casetransition FROM react_app;
REVOKE UPDATE ON react_cases_readiness FROM react_app;
"""


class Migration(migrations.Migration):
    dependencies = [("documenters", "0005_app_role"), ("react_cases", "0002_histories_append_only")]
    operations = [
        migrations.RunSQL(REACH, NO_REACH),
        migrations.RunSQL(CASES, NO_CASES),
        *(migrations.RunSQL(*child_wall(table)) for table in CHILDREN),
        migrations.RunSQL(
            *child_wall(
                "react_cases_violation_violators",
                {"violation_id": "react_cases_violation", "violator_id": "react_cases_violator"},
            )
        ),
        migrations.RunSQL(
            *child_wall("react_cases_readiness_reasons", {"readiness_id": "react_cases_readiness"}),
        ),
        migrations.RunSQL(HISTORIES, migrations.RunSQL.noop),
    ]
