"""Sentences for people, one table for each language. Codes and values come from the other layers."""
