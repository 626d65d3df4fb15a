"""Report: a table as frozen data for people to look at, and as one HTML file."""
