"""Published stories as files that leave: what is in them, as a page and as a document."""
