"""Writing a roster for others: what one viewer may see, asked for as everybody asks."""
