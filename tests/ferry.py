"""An invented book of which two damaged copies are held against each other, for tests."""

from __future__ import annotations

from pipeline.checks.proof import Proof
from pipeline.model.settings import Settings
from pipeline.stages import finished
from tests.dump import source_of

PAGES = [
    """The Ferry

Nobody in the village could say who had built the ferry, or when
the first rope was laid across the river.1 The oldest of the men
remembered that his grandmother had paid a penny for it.

The ferryman was called Absalom. He lived alone on the farther
bank, in a house of tarred boards, and kept a goat.

1 It was of hemp, and had to be tarred in every spring.
""",
    """In the winter he took down the rope and mended it by the fire.
He was a modern man in his way: he owned a barometer, and he was
the first in the county who read the newspaper to the end.

On market days the carts stood in a row as far as the chapel, and
the drivers called to him across the water, “Absalom, make haste!”

But he had never made haste, and he saw no reason to begin.2

2 So at least the schoolmaster says, who wrote down what he heard.
""",
    """When the bridge was opened the ferry stood idle. Absalom sold the
goat and the barometer, and sat on the landing stage till evening
with his hands on his knees, counting the carts that went over.

He counted four hundred and twelve, and then he went to bed.
""",
]
BOOK = "\f".join(PAGES)


def proof(raw: str, **settings: str) -> Proof:
    source = source_of(raw)
    given = Settings(language="en", **settings)  # type: ignore[arg-type]
    return Proof(source, finished(source, given, "ferry"), given)


def changed(*pairs: tuple[str, str], text: str = BOOK) -> str:
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text
