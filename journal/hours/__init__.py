"""The log of off-the-job training: lines, what was said of them, files in and out."""
