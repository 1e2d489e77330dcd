"""What each role may do. Pure data: `access.py` answers questions about people with it."""

from enum import StrEnum


class Role(StrEnum):
    """The five roles of a programme. One person may hold several; duties on one case stay apart."""

    DOCUMENTER = "documenter"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"
    DONOR = "donor"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One thing a person may do. Actions and views ask for these, never for roles."""

    CASE_CREATE = "case.create"
    CASE_EDIT = "case.edit"
    CASE_SUBMIT = "case.submit"
    CASE_FOLLOW_UP = "case.follow_up"
    CASE_COMMENT = "case.comment"
    CASE_RETURN = "case.return"
    CASE_VALIDATE = "case.validate"
    CASE_APPROVE = "case.approve"
    CASE_SEND_BACK = "case.send_back"
    CASE_REJECT = "case.reject"
    CASE_DISMISS = "case.dismiss"
    CASE_REOPEN = "case.reopen"
    CASE_DISCARD = "case.discard"
    CASE_ERASE = "case.erase"
    CASE_EXPORT = "case.export"
    CLIENT_LINK = "client.link"
    CLIENT_COMPARE = "client.compare"
    CONTENT_EXPORT = "content.export"
    CONTENT_EXPORT_APPROVE = "content.export_approve"
    SEALED_OPEN = "sealed.open"
    KEY_ADMIT = "key.admit"
    TERM_MANAGE = "term.manage"
    FIGURES_LIVE = "figures.live"
    FIGURES_PUBLISHED = "figures.published"
    RELEASE_BUILD = "release.build"
    RELEASE_APPROVE = "release.approve"
    SHARE_LINK_MANAGE = "share_link.manage"
    ALERT_MANAGE = "alert.manage"
    ADVOCACY_MANAGE = "advocacy.manage"
    LIBRARY_READ = "library.read"
    STRATEGIC_MANAGE = "strategic.manage"
    STORY_WRITE = "story.write"
    STORY_REVIEW = "story.review"
    SUBMISSION_WRITE = "submission.write"
    QUOTE_CHECK = "quote.check"
    MEMBER_MANAGE = "member.manage"
    MEMBER_CONFIRM = "member.confirm"
    SETTINGS_MANAGE = "settings.manage"
    LOG_READ = "log.read"
    LOCK_DOWN = "programme.lock_down"


ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.DOCUMENTER: frozenset(
        {
            Permission.CASE_CREATE,
            Permission.CASE_EDIT,
            Permission.CASE_SUBMIT,
            Permission.CASE_FOLLOW_UP,
            Permission.CASE_COMMENT,
            Permission.CASE_DISCARD,
            Permission.CLIENT_LINK,
            Permission.SEALED_OPEN,
            Permission.LIBRARY_READ,
            Permission.FIGURES_LIVE,
        }
    ),
    Role.MENTOR: frozenset(
        {
            Permission.CASE_FOLLOW_UP,
            Permission.CASE_COMMENT,
            Permission.CASE_RETURN,
            Permission.CASE_VALIDATE,
            Permission.CASE_REJECT,
            Permission.CLIENT_LINK,
            Permission.CONTENT_EXPORT_APPROVE,
            Permission.SEALED_OPEN,
            Permission.KEY_ADMIT,
            Permission.LIBRARY_READ,
            Permission.STRATEGIC_MANAGE,
            Permission.STORY_REVIEW,
            Permission.FIGURES_LIVE,
            Permission.RELEASE_APPROVE,
        }
    ),
    Role.COORDINATOR: frozenset(
        {
            Permission.CASE_FOLLOW_UP,
            Permission.CASE_COMMENT,
            Permission.CASE_APPROVE,
            Permission.CASE_SEND_BACK,
            Permission.CASE_DISMISS,
            Permission.CASE_REOPEN,
            Permission.CASE_ERASE,
            Permission.CASE_EXPORT,
            Permission.CLIENT_LINK,
            Permission.CLIENT_COMPARE,
            Permission.CONTENT_EXPORT,
            Permission.CONTENT_EXPORT_APPROVE,
            Permission.SEALED_OPEN,
            Permission.KEY_ADMIT,
            Permission.ALERT_MANAGE,
            Permission.ADVOCACY_MANAGE,
            Permission.LIBRARY_READ,
            Permission.STRATEGIC_MANAGE,
            Permission.STORY_WRITE,
            Permission.STORY_REVIEW,
            Permission.SUBMISSION_WRITE,
            Permission.TERM_MANAGE,
            Permission.FIGURES_LIVE,
            Permission.FIGURES_PUBLISHED,
            Permission.RELEASE_BUILD,
            Permission.RELEASE_APPROVE,
            Permission.SHARE_LINK_MANAGE,
            Permission.QUOTE_CHECK,
            Permission.MEMBER_MANAGE,
            Permission.MEMBER_CONFIRM,
            Permission.SETTINGS_MANAGE,
            Permission.LOG_READ,
            Permission.LOCK_DOWN,
        }
    ),
    Role.DONOR: frozenset({Permission.FIGURES_PUBLISHED}),
    Role.ADMINISTRATOR: frozenset({Permission.MEMBER_MANAGE, Permission.SETTINGS_MANAGE}),
}


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Everything that somebody with these roles may do somewhere in the programme."""
    return frozenset().union(*(ROLE_PERMISSIONS[role] for role in roles))
