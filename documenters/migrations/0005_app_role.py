"""What the application's own role may do: read and write rows, never the shape of a table, and nothing as their owner.

Tables that earlier migrations have given it less of (the log) stay as they are. Tables of later migrations come with
the same rights, so an append-only one takes some back: `REVOKE UPDATE, DELETE ON … FROM react_app`.
"""

from django.core.exceptions import ImproperlyConfigured
from django.db import migrations

FORWARD = """
DO $$
DECLARE
    name regclass;
BEGIN
    FOR name IN
        SELECT oid FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT EXISTS (
            SELECT FROM aclexplode(relacl) WHERE grantee = 'react_app'::regrole
        )
    LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO react_app', name);
    END LOOP;
END $$;
GRANT USAGE ON SCHEMA public TO react_app;
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO react_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO react_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO react_app;
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM react_app;
"""
BACKWARD = """
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLES FROM react_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE USAGE, SELECT, UPDATE ON SEQUENCES FROM react_app;
"""
MISSING = (
    "The server has no role react_app, which the application logs in as: CREATE ROLE react_app LOGIN PASSWORD '...'; "
    "see “A database of your own” in README.md."
)


def require_role(_apps, schema_editor) -> None:
    """Say in one sentence what is missing, before PostgreSQL says it in five."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = 'react_app'")
        row = cursor.fetchone()
    if row is None:
        raise ImproperlyConfigured(MISSING)
    if row[0]:
        raise ImproperlyConfigured("The role react_app must be no superuser and must not bypass row-level security.")


class Migration(migrations.Migration):
    dependencies = [("documenters", "0004_audit_chain")]
    operations = [
        migrations.RunPython(require_role, migrations.RunPython.noop),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
