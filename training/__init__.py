"""Offline: what learns the weights that the bot ships. Nothing of the bot imports it; README.md beside this file is its page."""
