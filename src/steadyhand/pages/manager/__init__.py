"""The service manager's pages."""
