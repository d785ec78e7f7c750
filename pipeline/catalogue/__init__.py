"""What catalogues are told of an edition: ONIX for the book trade, citations for libraries."""
