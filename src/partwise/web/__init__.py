"""Web: the built front end, made from `frontend/` by `make frontend`."""
