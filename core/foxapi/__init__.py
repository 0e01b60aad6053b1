"""The FoxAPI wire: what is sent, what comes back, and what each failure means."""
