"""Checks of identifiers: addresses of the web and of mail, numbers with a check digit."""

from __future__ import annotations

from pipeline.checks.check import Check
from pipeline.checks.identifiers import addresses, numbers

CHECKS = (
    Check(addresses.broken_address, "error"),
    Check(addresses.doubtful_address, "query"),
    Check(addresses.broken_mail_address, "query"),
    Check(numbers.false_isbn, "query"),
    Check(numbers.false_issn, "query"),
    Check(numbers.false_doi, "query"),
)
