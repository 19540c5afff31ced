"""Tests of the Ed-Fi import."""
