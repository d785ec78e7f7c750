"""What WeasyPrint may read: some files and folders, and pictures in an address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint.urls import URLFetcher, URLFetcherResponse

PICTURE = re.compile(r"data:image/(?:gif|jpeg|png|webp|svg\+xml);base64,[A-Za-z0-9+/]*=*")
"""An address that is a picture itself, as the editions are given them."""


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Serves what an edition is made of, and nothing else: nothing of the web, no other file."""

    def __init__(self, served: Iterable[Path]) -> None:
        """Take the files, and the folders with all that is in them, that are served."""
        super().__init__(allowed_protocols=["file", "data"], allow_redirects=False)
        self.served = [path.resolve() for path in served]

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Serve a file or a picture.

        Raises:
            ValueError: it is none of those.
        """
        if PICTURE.fullmatch(url):
            return super().fetch(url, headers)
        address = urlsplit(url)
        path = Path(url2pathname(address.path)).resolve()
        is_file = (address.scheme, address.netloc) == ("file", "")
        if not (is_file and any(path.is_relative_to(each) for each in self.served)):
            raise ValueError(f"not a file of the edition: {url}")
        # Where links and dots have led to, so that what was looked at is what is read.
        return super().fetch(path.as_uri(), headers)
