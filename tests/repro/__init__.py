"""Scripts that provoke failures on real servers on loopback and keep the log as a sample."""
