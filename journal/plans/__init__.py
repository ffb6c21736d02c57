"""What an apprenticeship runs by: its dates, the versions of its standard and plan, its words.

Dates and versions only; nothing here reads what anybody wrote.
"""
