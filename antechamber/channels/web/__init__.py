"""The website's channel: signed sessions, numbered messages, nothing lost on a reconnect."""
