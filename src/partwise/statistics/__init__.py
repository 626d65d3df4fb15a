"""Statistics of rows: cells of clustered values in; estimates, intervals and verdicts out."""
