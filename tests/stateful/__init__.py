"""Days of a district, drawn: people enter and read while grants, orders and the clock change."""
