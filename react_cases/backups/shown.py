"""Stories of an older backup: what was published when it was made may have been withdrawn since, for good reasons."""

from dataclasses import dataclass

from react_cases.actions.story_ends import version_hide
from react_cases.models import StoryVersion


@dataclass(frozen=True)
class Hidden:
    """What was done, by the numbers of the cases."""

    hidden: list[str]
    """Nobody is shown their stories until a coordinator publishes them again, when everything is asked once more."""
    shown: list[str]
    """The texts of these cases were deleted because their time was over: their stories could not be published again, so
    they stay out, and somebody has to look."""


def stories_hidden() -> Hidden:
    """Show no published story any more; inside the transaction that restores, as the owner."""
    found = Hidden([], [])
    out = StoryVersion.objects.filter(published_at__isnull=False, ended_at=None).order_by("story__case__code")
    for version in out.select_related("story__programme", "story__case"):
        case = version.story.case
        if case.content_removed_at is not None:
            found.shown.append(case.code)
            continue
        version_hide(version)
        found.hidden.append(case.code)
    return found
