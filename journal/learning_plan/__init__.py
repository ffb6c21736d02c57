"""The learning plan: chances to learn that were agreed, out of the gaps of scan and coverage."""
