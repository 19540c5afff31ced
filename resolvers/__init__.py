"""The hands: one operation is read, planned, written as one statement, and run."""
