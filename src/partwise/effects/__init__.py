"""Effects: what removing, keeping or pasting a part does to the target's logit."""
