-- runs the extension's own update script
ALTER EXTENSION citext UPDATE TO '1.6';
