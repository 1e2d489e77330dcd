"""Disclosure control: which numbers of a release are shown, so that nobody can be found again. Pure.

Design and measurements: docs/disclosure.md. The auditor, in `reports.auditor`, shares nothing with it but `schema`.
"""
