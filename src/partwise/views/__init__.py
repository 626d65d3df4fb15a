"""Views: a table as text, HTML, CSV or JSON, and listings of what is installed."""
