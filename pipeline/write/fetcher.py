"""What WeasyPrint may read: the files of some folders, and what a style holds itself."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint.urls import URLFetcher, URLFetcherResponse


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Serves the files of some folders, and data that stands in its own address."""

    def __init__(self, folders: list[Path]) -> None:
        super().__init__(allowed_protocols=["file", "data"])
        self.folders = [folder.resolve() for folder in folders]

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Serve a file.

        Raises:
            ValueError: it is in none of the folders.
        """
        if url.startswith("data:"):
            return super().fetch(url, headers)
        path = Path(url2pathname(urlsplit(url).path)).resolve()
        if not any(path.is_relative_to(folder) for folder in self.folders):
            raise ValueError(f"not a file of the edition: {url}")
        return super().fetch(url, headers)
