"""What the chart components draw: texts in the language of the page and lengths in percent."""
