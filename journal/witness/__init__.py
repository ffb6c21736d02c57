"""What others saw and say of somebody's work: observations, testimony, feedback cards."""
