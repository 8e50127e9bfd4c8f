"""Plugs: one file each; see the contract of the same name one folder up."""
