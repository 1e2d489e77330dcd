"""What templates of reports need besides Django's tags."""
