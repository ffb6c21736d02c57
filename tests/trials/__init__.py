"""Trials: what must hold however badly things go, with chance and force.

The ordinary suite runs a small number of each; `python3 run.py trials` runs the full numbers.
"""
