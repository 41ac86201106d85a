"""What a user can ask for: one module an action. Each returns a result, prints nothing and asks nothing."""
