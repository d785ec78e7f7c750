"""What a printed label may be read as: a channel model of small raised figures and signs.

A reader of page images knows full-size letters best. A figure of six points, or a dagger that its
alphabet does not have, becomes whatever known sign has its shape: 1 an apostrophe, 5 and 6 a ring,
8 an asterisk, † a plus. The table is set by hand from the shapes themselves and from what engines
that are in use do with clean modern type; it says which confusions are likely, not how likely they
are in one book. Rare ones are not listed: any sign may stand for any other, at a price.
"""

from __future__ import annotations

from functools import lru_cache
from math import log

LIKE = {
    "0": "°®©oO*\"”'?",
    "1": "'’‘!|lIitj](´`7\"",
    "2": '?”"“’*zZ7»',
    "3": '°*?”"’85>$®',
    "4": "*“‘”+Aa'\"™",
    "5": "°*®sS$>»’”°",
    "6": "°®*©8&be’“",
    "7": "’”?\"“'/1T™",
    "8": "*°®§&%3B”$",
    "9": '°*’®”g?%"q',
    "*": "’\"“”'‘°+×x^",
    "†": "+*’”\"'ft7i1T‘",
    "‡": "+*’”\"'ft#£IH1",
    "§": "$84S9({5&3",
    "‖": "|\"”l1I'",
    "¶": "]q9T1J{",
    "#": "*+4H",
    "a": "*°’®“84@",
    "b": "*°’6h”",
    "c": "°*’©®”e",
    "d": "*°’4”",
    "e": "°*’®©c”",
    "f": "'’*!t†",
    "i": "'’!1l|",
    "v": "’*”'yV",
    "x": "*×’°”X",
}
"""What each printed character is taken for, the likeliest first."""
SEEN = "'’‘\"“”*°®©™!?>»«^+%_`´|~$&)]"
"""Signs that stand for any small raised thing."""
SAME, LISTED, ANY, OTHER = 0.45, 0.4, 0.004, 0.0008
"""How likely a character is read as printed, as one of those listed, as another sign, as a letter.

Those listed share what is left to them, the first having twice the part of the fourth."""
GONE, ADDED = 0.12, 0.02
"""How likely a character leaves nothing; how likely one comes from nothing."""
JOINED, MERGED = 0.03, 0.003
"""How likely two characters are taken together for a certain sign, or for a certain capital."""
VANISHED = 0.1
"""How likely a whole label leaves nothing: its characters are lost together more often than one by
one."""


@lru_cache(maxsize=1 << 16)
def misreading(seen: str, printed: str) -> float:
    """Give the log of how likely a label that was printed is read as what is seen.

    >>> misreading("13", "13") > misreading("8", "13") > misreading("8", "14")
    True
    >>> misreading("+", "†") > misreading("+", "*")
    True
    """
    if not seen:
        return log(VANISHED)
    above: list[float] = []
    row = [log(ADDED) * k for k in range(len(seen) + 1)]
    for char in printed:
        new = [row[0] + log(GONE)]
        for k, sign in enumerate(seen):
            ways = [row[k] + _one(sign, char), row[k + 1] + log(GONE), new[k] + log(ADDED)]
            if above and (sign in SEEN or sign.isupper()):
                ways.append(above[k] + log(JOINED if sign in SEEN else MERGED))
            new.append(max(ways))
        above, row = row, new
    return row[-1]


def _one(sign: str, char: str) -> float:
    """Give the log of how likely one printed character is read as one sign."""
    if sign == char:
        return log(SAME)
    listed = LIKE.get(char, "")
    at = listed.find(sign)
    if at >= 0:
        return log(LISTED / (at + 3) / sum(1 / (k + 3) for k in range(len(listed))))
    return log(ANY if sign in SEEN or sign.isdigit() else OTHER)
