"""Golden operations: what each role is answered, one promise a file."""
