"""Drift: what a worker tagged and noted over the months, shown to them and to nobody else."""
