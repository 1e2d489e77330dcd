"""Take a case for writing: one writer at a time, and nobody overwrites what they have not seen."""

from react_cases.models import Case


class CaseChanged(Exception):
    """Somebody else wrote to the case after this person had read it.

    `case` is the case as it is now, so that the view can put both side by side.
    """

    def __init__(self, case: Case) -> None:
        super().__init__(case.code)
        self.case = case


class NotAllowed(Exception):
    """The step is not possible for this person at this point; `code` says why, for messages and tests."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def lock_case(case: Case, *, version: int | None = None) -> Case:
    """Lock the row until the transaction ends and return it fresh.

    Rows that point to the case may be added meanwhile: a lock that kept them out could wait for them crosswise.

    Raises `CaseChanged` when `version` is given and is not the version of now.
    """
    fresh: Case = (
        Case.objects.select_for_update(no_key=True, of=("self",))
        .select_related("programme", "organisation")
        .get(pk=case.pk)
    )
    if version is not None and fresh.version != version:
        raise CaseChanged(fresh)
    return fresh
