"""Who sees papers, advocacy, alerts, strategic cases and stories, in the database."""

from django.db import migrations

from documenters.database.walls import CASE, child_wall, no_wall, wall

DOOR = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"
PAPER = "react_cases_paper"
ACTION = "react_cases_advocacyaction"
ALERT = "react_cases_alert"
FIRING = "react_cases_alertfiring"
STORY = "react_cases_story"
VERSION = "react_cases_storyversion"
PUBLISHED = "react_cases_publishedstory"
STRATEGIC = "react_cases_strategiccase"

COORDINATED = "programme_id = ANY ((SELECT react_coordinator_of())::bigint[])"


def held(*roles: str) -> str:
    """The person holds one of these roles in the programme of the row."""
    return " OR ".join(
        f"programme_id IN (SELECT held.programme_id FROM public.react_held('{role}') AS held)" for role in roles
    )


PAPERS = f"""{wall(PAPER)}
CREATE POLICY reached ON {PAPER} USING (
    {COORDINATED} OR ((is_shared OR reader_id = (SELECT react_user())) AND ({held("documenter", "mentor")}))
) WITH CHECK ({COORDINATED});
"""
# Whoever sees a case sees that it is part of an action; what the action says is in its paper.
ACTIONS = f"""{wall(ACTION)}
CREATE POLICY reached ON {ACTION} USING (
    EXISTS (SELECT FROM {PAPER} AS above WHERE above.id = {ACTION}.paper_id)
    OR id IN (SELECT linked.action_id FROM react_cases_advocacycase AS linked)
) WITH CHECK (EXISTS (SELECT FROM {PAPER} AS above WHERE above.id = {ACTION}.paper_id));
"""
ALERTS = f"""{wall(ALERT)}
CREATE POLICY reached ON {ALERT} USING ({COORDINATED});
"""
STORIES_OUT = f"""{wall(PUBLISHED)}
CREATE POLICY reached ON {PUBLISHED} USING ({COORDINATED} OR {held("donor")}) WITH CHECK ({COORDINATED});
"""
CHILDREN = {
    f"{ACTION}_effects": {"advocacyaction_id": ACTION},
    FIRING: {"alert_id": ALERT},
    "react_cases_alertcase": {"firing_id": FIRING, "case_id": CASE},
    STRATEGIC: {"case_id": CASE},
    f"{STRATEGIC}_reasons": {"strategiccase_id": STRATEGIC},
    "react_cases_litigationstage": {"strategic_id": STRATEGIC},
    STORY: {"paper_id": PAPER, "case_id": CASE},
}

# Asked inside a function, because policies that look at each other in a circle are refused.
WRITERS = f"""
CREATE FUNCTION react_writes_paper(wanted bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM public.{PAPER} AS paper
        WHERE paper.id = wanted AND paper.programme_id = ANY (public.react_coordinator_of())
    );
END $$;

CREATE FUNCTION react_writes_action(wanted bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM public.{ACTION} AS action WHERE action.id = wanted AND public.react_writes_paper(action.paper_id)
    );
END $$;
"""
NO_WRITERS = """
DROP FUNCTION react_writes_action(bigint);
DROP FUNCTION react_writes_paper(bigint);
"""


def read_and_written(table: str, reads: str, writes: str) -> tuple[str, str]:
    """Forward and backward SQL: who may read a row of this table need not be one who may write it."""
    forward = f"""{wall(table)}
CREATE POLICY is_read ON {table} FOR SELECT USING ({reads});
CREATE POLICY is_added ON {table} FOR INSERT WITH CHECK ({writes});
CREATE POLICY is_changed ON {table} FOR UPDATE USING ({writes}) WITH CHECK ({writes});
CREATE POLICY is_deleted ON {table} FOR DELETE USING ({writes});
"""
    return forward, no_wall(table, "is_read", "is_added", "is_changed", "is_deleted")


def of_a_paper(table: str, *, also: str = "false") -> tuple[str, str]:
    """Whoever sees the paper reads; coordinators write, and whoever `also` says."""
    reads = f"EXISTS (SELECT FROM {PAPER} AS above WHERE above.id = {table}.paper_id)"
    return read_and_written(table, reads, f"react_writes_paper({table}.paper_id) OR ({reads} AND {also})")


# The second reader writes what they say of a story, and no other word of it.
COMMENT = "part = 'version' AND field = 'comment'"
OF_A_PAPER = (
    of_a_paper("react_cases_paperkey"),
    of_a_paper("react_cases_papertext", also=COMMENT),
    of_a_paper("react_cases_paperfile"),
    of_a_paper("react_cases_paperframe"),
    of_a_paper("react_cases_libraryentry"),
)
SEEN_STORY = f"EXISTS (SELECT FROM {STORY} AS above WHERE above.id = {VERSION}.story_id)"
WRITTEN_STORY = f"""EXISTS (
    SELECT FROM {STORY} AS above WHERE above.id = {VERSION}.story_id AND react_writes_paper(above.paper_id)
)"""
VERSIONS = read_and_written(VERSION, SEEN_STORY, f"{WRITTEN_STORY} OR (reader_id = (SELECT react_user()) AND {SEEN_STORY})")
# Whoever sees a case sees that an action is about it; only coordinators of the action say so.
LINK = "react_cases_advocacycase"
SEEN_CASE = f"EXISTS (SELECT FROM {CASE} AS above WHERE above.id = {LINK}.case_id)"
LINKS = f"""{wall(LINK)}
CREATE POLICY with_its_case ON {LINK} USING ({SEEN_CASE}) WITH CHECK ({SEEN_CASE} AND react_writes_action(action_id));
"""

# A client takes the consent back, or is erased: whoever records it ends what is published, although they may not see
# the story, and nobody reads it a second time any more. To forget, also for a client who no longer agrees that the case
# is kept: its words, its keys, and when and where it was.
STOP = f"""
CREATE FUNCTION react_story_stop(wanted bigint, why text, forget boolean) RETURNS bigint {DOOR} AS $$
DECLARE
    stopped bigint;
    before text := coalesce(current_setting('app.maintenance', true), '');
BEGIN
    IF why NOT IN ('client', 'mistake', 'erased') THEN
        RAISE EXCEPTION 'no such end' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM {CASE} AS held WHERE held.id = wanted) THEN
        RAISE EXCEPTION 'only those who see the case' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF forget AND before <> 'on' AND EXISTS (
        SELECT FROM react_cases_consent AS given
        WHERE given.case_id = wanted AND given.purpose = 'RECORD' AND given.withdrawn_on IS NULL
    ) AND NOT EXISTS (
        SELECT FROM {CASE} AS held WHERE held.id = wanted AND held.programme_id = ANY (react_coordinator_of())
    ) THEN
        forget := false;
    END IF;
    PERFORM set_config('app.maintenance', 'on', true);
    UPDATE {VERSION} AS version SET ended_as = why, ended_at = clock_timestamp(), ended_by_id = public.react_user()
    FROM {STORY} AS story
    WHERE story.id = version.story_id AND story.case_id = wanted
        AND version.published_at IS NOT NULL AND version.ended_at IS NULL;
    GET DIAGNOSTICS stopped = ROW_COUNT;
    DELETE FROM {PUBLISHED} USING {VERSION} AS version, {STORY} AS story
    WHERE version.id = {PUBLISHED}.version_id AND story.id = version.story_id AND story.case_id = wanted;
    UPDATE {VERSION} AS version SET sent_at = NULL, reader_id = NULL, author_checks = '[]'
    FROM {STORY} AS story
    WHERE story.id = version.story_id AND story.case_id = wanted
        AND version.sent_at IS NOT NULL AND version.verdict = '';
    UPDATE {PAPER} AS paper SET reader_id = NULL
    FROM {STORY} AS story WHERE story.paper_id = paper.id AND story.case_id = wanted;
    DELETE FROM react_cases_paperkey USING {STORY} AS story
    WHERE story.paper_id = react_cases_paperkey.paper_id AND story.case_id = wanted
        AND (forget OR react_cases_paperkey.member_key_id IS NOT NULL);
    IF forget THEN
        DELETE FROM react_cases_papertext USING {STORY} AS story
        WHERE story.paper_id = react_cases_papertext.paper_id AND story.case_id = wanted;
        UPDATE {VERSION} AS version SET month = NULL, oblast_id = NULL
        FROM {STORY} AS story WHERE story.id = version.story_id AND story.case_id = wanted;
    END IF;
    PERFORM set_config('app.maintenance', before, true);
    RETURN stopped;
END $$;
REVOKE ALL ON FUNCTION react_story_stop(bigint, text, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION react_story_stop(bigint, text, boolean) TO react_app;
"""


class Migration(migrations.Migration):
    """Walls and the one door."""

    dependencies = [("react_cases", "0015_from_cases_to_change")]

    operations = [
        migrations.RunSQL(PAPERS, no_wall(PAPER, "reached")),
        migrations.RunSQL(WRITERS, NO_WRITERS),
        migrations.RunSQL(ACTIONS, no_wall(ACTION, "reached")),
        migrations.RunSQL(LINKS, no_wall(LINK, "with_its_case")),
        migrations.RunSQL(ALERTS, no_wall(ALERT, "reached")),
        migrations.RunSQL(STORIES_OUT, no_wall(PUBLISHED, "reached")),
        *(migrations.RunSQL(*child_wall(table, parents)) for table, parents in CHILDREN.items()),
        *(migrations.RunSQL(*both) for both in (*OF_A_PAPER, VERSIONS)),
        migrations.RunSQL(STOP, "DROP FUNCTION react_story_stop(bigint, text, boolean);"),
    ]
