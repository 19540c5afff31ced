"""Credits and averages: the worked examples of domain rules CR and GP, by their ids."""
