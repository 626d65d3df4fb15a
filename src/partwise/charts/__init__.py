"""Charts: a table as pictures for papers, one file a kind, drawn with Altair."""
