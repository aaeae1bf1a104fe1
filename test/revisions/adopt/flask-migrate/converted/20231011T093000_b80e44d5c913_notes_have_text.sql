-- revision: b80e44d5c913
-- parents: 6d1f0c2ab7e5
-- message: notes have text
-- irreversible: Alembic's own way down fails: line 25: ProgrammingError: (psycopg2.errors.UndefinedColumn) column "no_such_column" of relation "note" does not exist

ALTER TABLE note ALTER COLUMN text SET NOT NULL;

UPDATE note SET text = replace(text, '50%', 'half') WHERE text LIKE '50%';
