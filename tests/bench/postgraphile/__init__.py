"""PostGraphile 5 with row-level security: what is installed, run and asked."""
