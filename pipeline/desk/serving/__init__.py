"""The desk as a web application: routes, guard, messages, the server."""
