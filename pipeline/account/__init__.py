"""The account: the proof, at every build, that nothing of the source was lost."""
