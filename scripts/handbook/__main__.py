"""Make the sample book's source anew: `python -m scripts.handbook`.

Needs Typst (package `typst`) and pdftotext (Debian's poppler-utils).
"""

from scripts.handbook import press
from scripts.handbook.make import clean_work, extracted, outputs


def main() -> None:
    """Write the source, the truth and the manifest of damage."""
    work = clean_work()
    for file, content in outputs(work, extracted(work), press.tools()).items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode("utf-8"))
        print(file)


if __name__ == "__main__":
    main()
