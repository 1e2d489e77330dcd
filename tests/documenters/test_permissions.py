"""What each role may do: the table of domain.md section 7, and what must never change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documenters.permissions import ROLE_PERMISSIONS, Permission, Role, permissions_of

ON_CASES = frozenset(permission for permission in Permission if permission.startswith(("case.", "sealed.")))
AUTHOR = frozenset({Permission.CASE_CREATE, Permission.CASE_EDIT, Permission.CASE_SUBMIT, Permission.CASE_DISCARD})
REVIEW = frozenset({Permission.CASE_RETURN, Permission.CASE_VALIDATE, Permission.CASE_REJECT})
APPROVAL = frozenset(
    {Permission.CASE_APPROVE, Permission.CASE_SEND_BACK, Permission.CASE_DISMISS, Permission.CASE_REOPEN}
)


@pytest.mark.parametrize(
    ("role", "duty"), [(Role.DOCUMENTER, AUTHOR), (Role.MENTOR, REVIEW), (Role.COORDINATOR, APPROVAL)]
)
def test_each_duty_belongs_to_one_role(role: Role, duty: frozenset[Permission]) -> None:
    assert duty <= ROLE_PERMISSIONS[role]
    for other in set(Role) - {role}:
        assert not duty & ROLE_PERMISSIONS[other]


@pytest.mark.parametrize("role", [Role.DONOR, Role.ADMINISTRATOR])
def test_donors_and_administrators_touch_no_case(role: Role) -> None:
    assert not ROLE_PERMISSIONS[role] & ON_CASES


def test_donors_see_published_figures_and_nothing_else() -> None:
    assert ROLE_PERMISSIONS[Role.DONOR] == {Permission.FIGURES_PUBLISHED}


def test_who_manages_accounts_without_reading_cases_needs_a_confirmation_from_who_reads_them() -> None:
    managers = {role for role in Role if Permission.MEMBER_MANAGE in ROLE_PERMISSIONS[role]}
    assert managers == {Role.ADMINISTRATOR, Role.COORDINATOR}
    for role in managers:
        permissions = ROLE_PERMISSIONS[role]
        assert (Permission.MEMBER_CONFIRM in permissions) == (Permission.SEALED_OPEN in permissions)


def test_every_role_is_in_the_table_and_every_permission_is_held() -> None:
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert permissions_of(frozenset(Role)) == set(Permission)


@given(st.frozensets(st.sampled_from(Role)), st.frozensets(st.sampled_from(Role)))
def test_permissions_of_several_roles_are_those_of_each(first: frozenset[Role], second: frozenset[Role]) -> None:
    assert permissions_of(first | second) == permissions_of(first) | permissions_of(second)
    assert permissions_of(frozenset()) == frozenset()
