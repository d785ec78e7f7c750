"""The checks: what deserves a proofreader's look. One function each, in families.

A check sees the finished book as a `Proof` and yields `Query`s; it changes nothing. A new one is a
function in its family's package and a line in that package's list. All families are in
`pipeline.checks.catalogue`, apart, since who only reads what was found needs none of them. They are
in two halves, which may run beside each other: `lexical` and `formal`.
"""
