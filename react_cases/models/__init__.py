"""Cases and everything said or done about them."""

from react_cases.models.advocacy import AdvocacyAction, AdvocacyCase, LibraryEntry
from react_cases.models.alert import Alert, AlertCase, AlertFiring
from react_cases.models.case import Case, CaseCounter, ClientGroup
from react_cases.models.case_key import CaseKey
from react_cases.models.client import Client, ClientDecision
from react_cases.models.comment import Comment
from react_cases.models.consent import Consent
from react_cases.models.content_export import ContentExport
from react_cases.models.evidence import Evidence, EvidenceFrame
from react_cases.models.external_figure import ExternalFigure
from react_cases.models.guard import AllowedWord, GuardDecision, GuardTally
from react_cases.models.location import Location, LocationKind
from react_cases.models.paper import Paper, PaperFile, PaperFrame, PaperKey, PaperText
from react_cases.models.response import Readiness, Response
from react_cases.models.retention import RetentionRule
from react_cases.models.sealed_text import SealedText
from react_cases.models.story import PublishedStory, Story, StoryVersion
from react_cases.models.strategic import LitigationStage, StrategicCase
from react_cases.models.term import TaxonomyVersion, Term
from react_cases.models.transition import CaseTransition
from react_cases.models.violation import Violation, Violator

__all__ = [
    "AdvocacyAction",
    "AdvocacyCase",
    "Alert",
    "AlertCase",
    "AlertFiring",
    "AllowedWord",
    "Case",
    "CaseCounter",
    "CaseKey",
    "CaseTransition",
    "Client",
    "ClientDecision",
    "ClientGroup",
    "Comment",
    "Consent",
    "ContentExport",
    "Evidence",
    "EvidenceFrame",
    "ExternalFigure",
    "GuardDecision",
    "GuardTally",
    "LibraryEntry",
    "LitigationStage",
    "Location",
    "LocationKind",
    "Paper",
    "PaperFile",
    "PaperFrame",
    "PaperKey",
    "PaperText",
    "PublishedStory",
    "Readiness",
    "Response",
    "RetentionRule",
    "SealedText",
    "Story",
    "StoryVersion",
    "StrategicCase",
    "TaxonomyVersion",
    "Term",
    "Violation",
    "Violator",
]
