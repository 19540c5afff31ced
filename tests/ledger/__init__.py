"""Promises of the ledger: what was sealed stays as it was, or verification says where not."""
