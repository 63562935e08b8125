"""Bytes to text values with positions: the one grammar of YAML and CSV records. Types
come afterwards.
"""
