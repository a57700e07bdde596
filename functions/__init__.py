"""One module for each Lambda function: parse the event, call one step, answer."""
