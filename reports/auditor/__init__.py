"""The auditor: a second opinion on every release, from its cells alone. Pure; shares only the words with disclosure."""

from reports.auditor.audit import audit
from reports.auditor.quote import QuoteCode, QuoteVerdict, quote_verdict
from reports.auditor.report import Finding, FindingCode, Headlines, Report, TierNumbers

__all__ = [
    "Finding",
    "FindingCode",
    "Headlines",
    "QuoteCode",
    "QuoteVerdict",
    "Report",
    "TierNumbers",
    "audit",
    "quote_verdict",
]
