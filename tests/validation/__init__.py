"""How far a guardianship is checked: the machine of domain rule GUA, and what is shown of it."""
