"""Releases, what they count, who may read them from outside, and the ledger of quoted numbers."""

from reports.models.counted_case import CountedCase
from reports.models.quoted_figure import QuotedFigure
from reports.models.release import (
    OPEN_STATES,
    SHOWN_STATES,
    CellWithdrawal,
    Release,
    ReleaseApproval,
    ReleaseBlock,
    ReleasedCell,
    ReleaseState,
    WithdrawalReason,
)
from reports.models.settings import PARAMETERS, THRESHOLDS, ReleaseSettings, settings_of
from reports.models.settings_trial import SettingsTrial, TrialState
from reports.models.share_link import ShareLink
from reports.models.submission import Submission, TreatyBody

__all__ = [
    "OPEN_STATES",
    "PARAMETERS",
    "SHOWN_STATES",
    "THRESHOLDS",
    "CellWithdrawal",
    "CountedCase",
    "QuotedFigure",
    "Release",
    "ReleaseApproval",
    "ReleaseBlock",
    "ReleaseSettings",
    "ReleaseState",
    "ReleasedCell",
    "SettingsTrial",
    "ShareLink",
    "Submission",
    "TreatyBody",
    "TrialState",
    "WithdrawalReason",
    "settings_of",
]
