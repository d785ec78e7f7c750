"""Who made the book, in ONIX."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree
from stdnum import isni

from pipeline.catalogue.codes import OTHER_ROLE, ROLES
from pipeline.catalogue.elements import E
from pipeline.model.settings import Contributor


def contributors(people: Sequence[Contributor]) -> Iterator[etree._Element]:
    """Give each person once, with all that they did, in the order of the title page."""
    if not people:
        yield E.NoContributor()
    roles: dict[str, list[str]] = {}
    for person in people:
        role = ROLES.get(person.role, OTHER_ROLE)
        if role not in roles.setdefault(person.name, []):
            roles[person.name].append(role)
    first = {person.name: person for person in reversed(people)}
    for number, (name, played) in enumerate(roles.items(), 1):
        yield E.Contributor(
            E.SequenceNumber(str(number)),
            *map(E.ContributorRole, played),
            *_identifiers(first[name]),
            *_name(first[name]),
        )


def _identifiers(person: Contributor) -> Iterator[etree._Element]:
    """Give the numbers of list 44 that a person has, ISNI and ORCID iD, in figures alone."""
    for kind, number in (("16", person.isni), ("21", person.orcid)):
        if number:
            yield E.NameIdentifier(E.NameIDType(kind), E.IDValue(isni.compact(number)))


def _name(person: Contributor) -> Iterator[etree._Element]:
    body = person.kind == "body"
    yield E.CorporateName(person.name) if body else E.PersonName(person.name)
    if person.sort:
        yield (E.CorporateNameInverted if body else E.PersonNameInverted)(person.sort)
