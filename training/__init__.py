"""Offline: what learns the weights that the bot ships. Nothing of the bot imports it; README.md tells how to use it."""
