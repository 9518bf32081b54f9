"""Every digit of a text: in a quantity, or in something that is none.

In: a text. Out: quantities (value, unit, qualifier) in order, and for each other digit the reason why it counts
nothing.
digits: goes over the text, each digit once; quantity: parse, find and format, the door of the room; interval: the
values that a number with its qualifier allows.
What a number or unit looks like is decided in numbers/, what a date is in times/; here only who gets which digit.
"""
