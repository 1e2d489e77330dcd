"""What goes into a report to a treaty body: articles, figures from one source, and the words around them."""
