"""A document for WeasyPrint that is not read from a text, but given as the tree that it is."""

from __future__ import annotations

from xml.etree import ElementTree

import cssselect2
from lxml import etree
from weasyprint import HTML

from pipeline.write.fetcher import Fetcher


class Assembled(HTML):  # type: ignore[misc]
    """A document whose paragraphs may hold notes: HTML's parser would end them there."""

    def __init__(self, root: etree._Element, base_url: str, url_fetcher: Fetcher) -> None:
        self.base_url = base_url
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        tree = ElementTree.fromstring(etree.tostring(root))
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(tree, content_language=None)
        self.etree_element = self.wrapper_element.etree_element
