"""What is new in an edition: front/ and back/ of a book's folder, in Markdown, with its images/."""
