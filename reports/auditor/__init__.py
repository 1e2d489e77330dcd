"""The auditor: a second opinion on every release, from its cells alone. Pure; shares only the words with disclosure."""
