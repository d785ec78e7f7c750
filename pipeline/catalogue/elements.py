"""The elements of an ONIX message: `E.TitleText("Emma")`."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree
from lxml.builder import ElementMaker

NAMESPACE = "http://ns.editeur.org/onix/3.0/reference"
_MAKER = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})


class _Elements:
    """lxml's maker of elements, with the types that it does not tell."""

    def __getattr__(self, name: str) -> Callable[..., etree._Element]:
        made: Callable[..., etree._Element] = getattr(_MAKER, name)
        return made


E = _Elements()
