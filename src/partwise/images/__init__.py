"""Images: which there are, one of them opened, and small pictures of them."""
