"""What leaves as a file: the numbers of the page, and no other, as CSV, XLSX, JSON and as a printed report."""
