"""What an assessor sees by a link with a code: one frozen portfolio, and nothing else."""
