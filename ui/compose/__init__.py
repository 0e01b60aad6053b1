"""What is asked for: the prompt, the start frame and the options."""
