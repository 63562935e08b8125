"""What several commands stand on; no command is imported here."""
