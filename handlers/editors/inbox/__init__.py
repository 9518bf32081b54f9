"""Questions that nobody could answer, and what an editor does about them.

groups: questions in vain -> the groups that wait; buttons: a group shown, skipped or noted as not in the reports;
aliases: words as one more name of an indicator, and what that changes; alias_buttons: which indicator, in what
words, to what effect.
What is done about a group is a button here; that it was done is a row in memory/.
"""
