"""The role that reads released figures: it logs in nowhere, and no table is its own (docs/adr/0018).

The application puts it on for a moment (`documenters.identity.published_role`). What it may read is granted column by
column in the migrations of `reports`; here is the name of the programme alone.
"""

from django.core.exceptions import ImproperlyConfigured
from django.db import migrations

MISSING = (
    "The server has no role react_published, with which the application reads released figures: CREATE ROLE "
    "react_published NOLOGIN; GRANT react_published TO react_app WITH INHERIT FALSE, SET TRUE; "
    "see “A database of your own” in README.md, also for PostgreSQL 15."
)
# Before PostgreSQL 16 whoever belonged to a role could put it on, and there was no word of its own for that.
STATE = """
SELECT role.rolsuper OR role.rolbypassrls OR role.rolcanlogin, pg_has_role(
        'react_app', role.oid, CASE WHEN current_setting('server_version_num')::integer < 160000 THEN 'MEMBER' ELSE 'SET' END
    ),
    pg_has_role('react_app', role.oid, 'USAGE'), EXISTS (SELECT FROM pg_auth_members WHERE member = role.oid)
FROM pg_roles AS role WHERE role.rolname = 'react_published'
"""
FORWARD = """
GRANT USAGE ON SCHEMA public TO react_published;
GRANT SELECT (id, code, name_en, name_ru, name_ky) ON documenters_programme TO react_published;
"""
BACKWARD = """
REVOKE SELECT (id, code, name_en, name_ru, name_ky) ON documenters_programme FROM react_published;
REVOKE USAGE ON SCHEMA public FROM react_published;
"""


def require_role(_apps, schema_editor) -> None:
    """Say in one sentence what is missing."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(STATE)
        row = cursor.fetchone()
    if row is None or not row[1]:
        raise ImproperlyConfigured(MISSING)
    if row[0] or row[2] or row[3]:
        raise ImproperlyConfigured(
            "The role react_published must log in nowhere, bypass nothing and belong to no other role; "
            "react_app must put it on and not inherit it."
        )


class Migration(migrations.Migration):
    dependencies = [("documenters", "0008_renewals")]
    operations = [
        migrations.RunPython(require_role, migrations.RunPython.noop),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
