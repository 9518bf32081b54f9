"""Panels: words with buttons, edited in their place; and the panels about versions.

panel: a panel and pages of long lists; moments: times in words; difference: what a new version would change, in
words for a person, at Telegram and in the terminal; history: what was published; undoing: the way back.
A panel is a value until it is sent; whoever writes a new one returns a Panel and sends nothing.
"""
