"""Names of people: what each word says for itself, what the words around it say, and how words make one name."""
