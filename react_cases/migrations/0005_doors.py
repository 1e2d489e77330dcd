"""The few doors in the walls: functions of the owner that see every case, each of them narrow.

Each checks who calls it, answers a number, a yes or codes of lists, and never a row of a case. `app.maintenance` is on
inside them alone: an error that leaves them ends the transaction or savepoint in which it was switched on. Called by `react_cases.actions.handover`, `intake` and `frequency`, and by the demo.
"""

from django.db import migrations

DOOR = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"
# Not as a clause of the function: only a superuser may name a setting of one's own there.
OPEN = "PERFORM set_config('app.maintenance', 'on', true);"
CLOSE = "PERFORM set_config('app.maintenance', '', true);"

# Whoever calls a door is told apart by the setting of the transaction, as everywhere: react_user().
DOORS = f"""
CREATE FUNCTION react_works_in(programme bigint, roles text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM unnest(roles) AS wanted, LATERAL public.react_held(wanted) AS held
        WHERE held.programme_id = programme
    )
$$;

CREATE FUNCTION react_require_manager(organisation bigint) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF NOT coalesce(public.react_works_in(
        (SELECT programme_id FROM public.documenters_organisation WHERE id = organisation),
        '{{administrator,coordinator}}'
    ), false) THEN
        RAISE EXCEPTION 'only the people who manage members do this' USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

-- Who takes over a leaver's cases reads them: a coordinator says who; administrators only where there is no coordinator.
CREATE FUNCTION react_require_coordinator(organisation bigint) RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE
    programme bigint := (SELECT programme_id FROM public.documenters_organisation WHERE id = organisation);
BEGIN
    PERFORM public.react_require_manager(organisation);
    IF NOT coalesce(public.react_works_in(programme, '{{coordinator}}'), false) AND EXISTS (
        SELECT FROM public.documenters_membership AS held
            JOIN public.documenters_user AS person ON person.id = held.user_id
        WHERE held.programme_id = programme AND held.role = 'coordinator' AND person.is_active
            AND (held.ended_at IS NULL OR held.ended_at > statement_timestamp())
    ) THEN
        RAISE EXCEPTION 'only coordinators hand cases over' USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

CREATE FUNCTION react_cases_held(person bigint, organisation bigint) RETURNS bigint {DOOR} AS $$
DECLARE
    number bigint;
BEGIN
    PERFORM react_require_manager(organisation);
    {OPEN}
    SELECT count(*) INTO number FROM react_cases_case AS held
    WHERE held.documenter_id = person AND held.organisation_id = organisation AND held.status <> 'ERASED';
    {CLOSE}
    RETURN number;
END $$;

-- Answers the identifiers of the cases that have a new author. Cases in which the colleague has reviewed or approved
-- stay: nobody may be the author of what they have judged.
CREATE FUNCTION react_hand_over(leaver bigint, colleague bigint, organisation bigint) RETURNS bigint[]
{DOOR} AS $$
DECLARE
    handed bigint[];
BEGIN
    PERFORM react_require_coordinator(organisation);
    IF leaver = colleague OR NOT EXISTS (
        SELECT FROM documenters_membership AS held JOIN documenters_user AS person ON person.id = held.user_id
        WHERE held.user_id = colleague AND held.organisation_id = organisation AND held.role = 'documenter'
            AND person.is_active AND (held.ended_at IS NULL OR held.ended_at > statement_timestamp())
    ) THEN
        RAISE EXCEPTION 'cases go to another documenter of the organisation' USING ERRCODE = 'check_violation';
    END IF;
    {OPEN}
    WITH changed AS (
        UPDATE react_cases_case AS held SET documenter_id = colleague, version = held.version + 1
        WHERE held.documenter_id = leaver AND held.organisation_id = organisation AND held.status <> 'ERASED'
            AND NOT EXISTS (
                SELECT FROM react_cases_casetransition AS step
                WHERE step.case_id = held.id AND step.by_id = colleague AND step.duty IN ('reviewer', 'approver')
            )
        RETURNING held.id
    )
    SELECT coalesce(array_agg(changed.id ORDER BY changed.id), '{{}}') INTO handed FROM changed;
    {CLOSE}
    RETURN handed;
END $$;

-- To the documenters of an organisation: does it know a client of this code from another case?
CREATE FUNCTION react_client_is_known(organisation bigint, known_as text, besides bigint) RETURNS boolean
{DOOR} AS $$
DECLARE
    is_known boolean;
BEGIN
    IF organisation = ANY (react_documenter_of()) THEN
        {OPEN}
        is_known := EXISTS (
            SELECT FROM react_cases_case AS other JOIN react_cases_client AS client ON client.id = other.client_id
            WHERE client.organisation_id = organisation AND client.code_hash = known_as AND other.id <> besides
        );
        {CLOSE}
    END IF;
    RETURN coalesce(is_known, false);
END $$;

-- To everybody who works on a programme's cases: which codes its approved and countable cases hold most often, in
-- order, for each primary group and for all of them ('').
CREATE FUNCTION react_frequent_codes(programme bigint, least_mentions integer, shown integer)
RETURNS TABLE (code_list text, client_group text, code text) {DOOR} AS $$
BEGIN
    IF NOT react_works_in(programme, '{{documenter,mentor,coordinator}}') THEN
        RETURN;
    END IF;
    {OPEN}
    RETURN QUERY
    WITH counted AS MATERIALIZED (
        SELECT held.id, chosen.code AS client_group
        FROM react_cases_case AS held
            JOIN react_cases_clientgroup AS said ON said.case_id = held.id AND said.is_primary
            JOIN react_cases_term AS chosen ON chosen.id = said.group_id
        WHERE held.programme_id = programme AND held.status = 'APPROVED' AND held.counts_in_statistics
    ), mentioned AS (
        SELECT counted.client_group, violation.category_id AS term_id
        FROM counted JOIN react_cases_violation AS violation ON violation.case_id = counted.id
        UNION ALL
        SELECT counted.client_group, violator.type_id
        FROM counted JOIN react_cases_violator AS violator ON violator.case_id = counted.id
    ), ranked AS (
        SELECT term.code_list::text AS of_list, coalesce(mentioned.client_group, '')::text AS of_group,
            term.code::text AS of_code, row_number() OVER (
                PARTITION BY term.code_list, mentioned.client_group ORDER BY count(*) DESC, term.code
            ) AS place
        FROM mentioned JOIN react_cases_term AS term ON term.id = mentioned.term_id
        GROUP BY GROUPING SETS (
            (term.code_list, term.code, mentioned.client_group), (term.code_list, term.code)
        )
        HAVING count(*) >= least_mentions
    )
    SELECT of_list, of_group, of_code FROM ranked WHERE place <= shown ORDER BY of_list, of_group, place;
    {CLOSE}
END $$;

-- To the demo, which mixes with no real case: how many cases are invented, and is there any that is not?
CREATE FUNCTION react_demo_cases(OUT invented bigint, OUT has_real boolean) {DOOR} AS $$
BEGIN
    {OPEN}
    SELECT count(*) FILTER (WHERE is_demo), coalesce(bool_or(NOT is_demo), false) INTO invented, has_real
    FROM react_cases_case;
    {CLOSE}
END $$;

CREATE FUNCTION react_demo_forget() RETURNS void {DOOR} AS $$
BEGIN
    {OPEN}
    LOCK TABLE react_cases_case IN EXCLUSIVE MODE;
    IF EXISTS (SELECT FROM react_cases_case WHERE NOT is_demo) THEN
        RAISE EXCEPTION 'there are cases that are not invented' USING ERRCODE = 'check_violation';
    END IF;
    TRUNCATE react_cases_case, react_cases_client, react_cases_casecounter CASCADE;
    {CLOSE}
END $$;

-- To whoever has just loaded many rows: only their owner may have them counted for the planner.
CREATE FUNCTION react_analyse() RETURNS void {DOOR} AS $$
BEGIN
    ANALYZE;
END $$;
"""
NAMES = (
    "react_cases_held(bigint, bigint)",
    "react_hand_over(bigint, bigint, bigint)",
    "react_client_is_known(bigint, text, bigint)",
    "react_frequent_codes(bigint, integer, integer)",
    "react_demo_cases()",
    "react_demo_forget()",
    "react_analyse()",
)
KEYS = f"""
REVOKE ALL ON FUNCTION {", ".join(NAMES)} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {", ".join(NAMES)} TO react_app;
"""
INSIDE = ("react_require_coordinator(bigint)", "react_require_manager(bigint)", "react_works_in(bigint, text[])")
NO_DOORS = "".join(f"DROP FUNCTION {name};\n" for name in (*NAMES, *INSIDE))


class Migration(migrations.Migration):
    dependencies = [("react_cases", "0004_evidence")]
    operations = [migrations.RunSQL(DOORS + KEYS, NO_DOORS)]
