-- runs the extension's own update script
ALTER EXTENSION pg_trgm UPDATE TO '1.4';
