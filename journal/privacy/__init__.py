"""What became of one's own record: who saw it, who did what with it, and taking it away."""
