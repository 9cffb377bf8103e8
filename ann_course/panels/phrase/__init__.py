"""“Not bad”: three ways to read a phrase, and which words the rule of “not” reaches."""
