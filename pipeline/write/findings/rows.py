"""The rows of findings.jsonl as one JSON document."""

from __future__ import annotations

import json

from pipeline.visible import visible_json
from pipeline.write.listing import Listing
from pipeline.write.records import as_row


def write(listing: Listing) -> str:
    """Write the findings, with what they are about."""
    places = listing.places
    document = {
        "book": listing.name,
        "title": listing.book.title,
        "source": listing.path,
        "sha256": listing.source.sha256,
        "findings": [as_row(each, places) for each in listing.findings],
    }
    return visible_json(json.dumps(document, ensure_ascii=False, indent=1)) + "\n"
