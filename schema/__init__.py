"""The face: GraphQL types declared over the tables, and the one door `execute`."""
