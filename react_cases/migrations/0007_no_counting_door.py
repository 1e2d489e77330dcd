"""Donors reach no case any more, not even to be counted for them: they read releases (docs/adr/0018).

The policies of rows asked whether somebody was counting; in databases that are made from now on they never did.
"""

from django.db import migrations

from documenters.database.walls import CASE

OF_A_CASE = (
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
    "react_cases_evidence",
)
PARENTS = {
    **dict.fromkeys(OF_A_CASE, {"case_id": CASE}),
    "react_cases_evidenceframe": {"case_id": CASE, "evidence_id": "react_cases_evidence"},
    "react_cases_violation_violators": {
        "violation_id": "react_cases_violation",
        "violator_id": "react_cases_violator",
    },
    "react_cases_readiness_reasons": {"readiness_id": "react_cases_readiness"},
}
FORWARD = """
DROP POLICY counted ON react_cases_case;
DROP POLICY counted ON react_cases_client;
DROP FUNCTION react_counts_for();
"""
BACKWARD = """
CREATE FUNCTION react_counts_for() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT array(
        SELECT held.programme_id FROM public.react_held('donor') AS held
        WHERE current_setting('app.counting', true) = 'on'
    )
$$;
CREATE POLICY counted ON react_cases_case FOR SELECT USING (
    status = 'APPROVED' AND counts_in_statistics AND programme_id = ANY ((SELECT react_counts_for())::bigint[])
);
CREATE POLICY counted ON react_cases_client FOR SELECT USING (
    programme_id = ANY ((SELECT react_counts_for())::bigint[])
);
"""


def with_its_case(table: str) -> str:
    """The policy of a row's table without that question."""
    seen = " AND ".join(
        f"EXISTS (SELECT FROM {above} AS above WHERE above.id = {table}.{column})"
        for column, above in PARENTS[table].items()
    )
    return f"""
ALTER POLICY with_its_case ON {table} WITH CHECK ({seen});
DROP POLICY IF EXISTS not_while_counting ON {table};
"""


class Migration(migrations.Migration):
    dependencies = [("react_cases", "0006_log_walls")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL("".join(with_its_case(table) for table in PARENTS), migrations.RunSQL.noop),
    ]
