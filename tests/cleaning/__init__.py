"""Files made in code: kind ones, careless ones and hostile ones."""
