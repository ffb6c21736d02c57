"""Running the service for one organisation: its people and how they stand to each other.

Nothing here reads what anybody wrote, nor how much.
"""
