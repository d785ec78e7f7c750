"""The desk as a web application: routes, guard, the server."""
