"""What people use instead, one file each: evidence in, one number out, higher where it suspects."""
