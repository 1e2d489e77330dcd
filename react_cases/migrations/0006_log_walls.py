"""The log behind walls too: who reads which rows of it. Everybody writes, and nothing is asked back.

In the name of somebody else nobody writes: who has logged in leaves rows of their own, and rows of nobody. Before a
login, and in commands, there is no identity yet that could be compared.

People read what they did themselves, coordinators the log of their programme, and whoever sees a case what was done
with it. The owner, who checks the chain and deletes what is older than 24 months, is not bound (no FORCE): the log
holds nothing that was said in a case.
"""

from django.db import migrations

FORWARD = """
ALTER TABLE documenters_auditevent ENABLE ROW LEVEL SECURITY;
CREATE POLICY written ON documenters_auditevent FOR INSERT WITH CHECK (
    actor_id IS NULL OR coalesce((SELECT react_user()), 0) IN (0, actor_id)
);
CREATE POLICY reached ON documenters_auditevent FOR SELECT USING (
    actor_id = (SELECT react_user())
    OR programme_id = ANY ((SELECT react_coordinator_of())::bigint[])
    OR (object_type = 'react_cases.case' AND EXISTS (SELECT FROM react_cases_case AS held WHERE held.id = object_id))
);
ALTER TABLE documenters_auditlink ENABLE ROW LEVEL SECURITY;
CREATE POLICY reached ON documenters_auditlink FOR SELECT USING (
    chain = ANY ((SELECT react_coordinator_of())::bigint[])
);
"""
BACKWARD = """
DROP POLICY reached ON documenters_auditlink;
ALTER TABLE documenters_auditlink DISABLE ROW LEVEL SECURITY;
DROP POLICY reached ON documenters_auditevent;
DROP POLICY written ON documenters_auditevent;
ALTER TABLE documenters_auditevent DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("documenters", "0005_app_role"), ("react_cases", "0005_doors")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
