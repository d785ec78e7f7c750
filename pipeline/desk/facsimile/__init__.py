"""The images of a book's pages, and the places of its lines on them."""
