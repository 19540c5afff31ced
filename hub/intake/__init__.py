"""What every import shares: values, names, keys, the district, reasons to refuse, counts."""
