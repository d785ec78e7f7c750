"""Write the reference anew: `python -m scripts.reference`."""

from scripts.reference.documents import documents


def main() -> None:
    """Write both files, and name them."""
    for file, content in documents().items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
        print(file)


if __name__ == "__main__":
    main()
