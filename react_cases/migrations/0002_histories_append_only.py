"""The path of a case is only ever added to; what a client once said about readiness is never rewritten.

Readiness rows may be deleted, because erasing a case on its client's request deletes them; transitions stay with the
tombstone.
"""

from django.db import migrations

FORWARD = """
CREATE TRIGGER case_transition_append_only BEFORE UPDATE OR DELETE ON react_cases_casetransition
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER readiness_never_rewritten BEFORE UPDATE ON react_cases_readiness
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACKWARD = """
DROP TRIGGER case_transition_append_only ON react_cases_casetransition;
DROP TRIGGER readiness_never_rewritten ON react_cases_readiness;
"""


class Migration(migrations.Migration):
    dependencies = [("documenters", "0002_audit_event_append_only"), ("react_cases", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
