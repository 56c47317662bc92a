"""The administrator's pages: people, branches, imports, exports, history."""
