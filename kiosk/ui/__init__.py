"""The door for those who look and touch. Qt is here and nowhere else."""
