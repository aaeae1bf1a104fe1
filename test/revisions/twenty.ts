// Twenty revisions of every sort that can be interrupted: in one transaction, in several, outside of transactions, with an index
// that is built concurrently, a block that commits as it goes, rows from a COPY.

import { chain, type Link } from './chain.ts'

const BACKFILL = `
-- @transaction none
-- @resume again
DO $$
BEGIN
  LOOP
    UPDATE account SET lower = lower(email) WHERE id IN (SELECT id FROM account WHERE lower IS NULL LIMIT 100);
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END $$;`

const LINKS: readonly string[] = [
  `CREATE TABLE account (id int PRIMARY KEY, email text);
   INSERT INTO account SELECT g, 'User' || g FROM generate_series(1, 300) g;`,
  `CREATE TYPE mood AS ENUM ('calm');`,
  `ALTER TABLE account ADD COLUMN lower text;${BACKFILL}
   -- @transaction new
   ALTER TABLE account ALTER COLUMN lower SET NOT NULL;`,
  `-- @transaction none
   CREATE INDEX CONCURRENTLY account_lower ON account (lower);`,
  `-- @transaction none
   ALTER TYPE mood ADD VALUE 'merry';
   -- @transaction new
   ALTER TABLE account ADD COLUMN mood mood DEFAULT 'merry';`,
  `CREATE TABLE setting (name text, value text);
   COPY setting (name, value) FROM stdin;
a\t1
b\t2
\\.
   UPDATE setting SET value = value || '!';`,
  `CREATE VIEW merry AS SELECT id FROM account WHERE mood = 'merry';`,
  `-- @transaction none
   INSERT INTO setting VALUES ('once', '1');
   UPDATE setting SET value = value || '+' WHERE name = 'once';
   VACUUM setting;`,
  `CREATE TABLE event (id int GENERATED ALWAYS AS IDENTITY, account int REFERENCES account);
   -- @transaction new
   INSERT INTO event (account) SELECT id FROM account WHERE id <= 10;
   -- @transaction new
   UPDATE setting SET value = value || 'e' WHERE name = 'a';`,
  `CREATE FUNCTION double(n int) RETURNS int LANGUAGE sql AS 'SELECT n * 2';`,
  `-- @transaction none
   DROP INDEX CONCURRENTLY account_lower;
   CREATE UNIQUE INDEX CONCURRENTLY account_lower_key ON account (lower);
   -- @transaction new
   ALTER TABLE account ADD UNIQUE USING INDEX account_lower_key;`,
  `SET search_path = public;
   -- @transaction new
   CREATE TABLE placed (id int);`,
  `ALTER TABLE placed ADD COLUMN n int DEFAULT double(21);
   INSERT INTO placed VALUES (1);`,
  ``,
  `ALTER TABLE event ADD CHECK (id > 0) NOT VALID;
   -- @transaction new
   ALTER TABLE event VALIDATE CONSTRAINT event_id_check;`,
  `CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM event;
   CREATE UNIQUE INDEX ON counted (count);
   -- @transaction none
   REFRESH MATERIALIZED VIEW CONCURRENTLY counted;`,
  `DROP VIEW merry;`,
  `UPDATE account SET email = email || '.' WHERE id < 5;
   DELETE FROM placed WHERE false;`,
  `-- @transaction none
   DO $$ BEGIN INSERT INTO setting VALUES ('atomic', '1'); END $$;
   REINDEX TABLE setting;`,
  `ALTER TABLE setting ADD PRIMARY KEY (name);`,
]

const links = (): Link[] =>
  LINKS.map((body, i) => ({ id: `r${String(i + 1).padStart(2, '0')}`, up: `${body.replaceAll(/^ {3}/gm, '')}\n` }))

export const twenty = () => chain(links())
/** Whose rows tell whether something ran once. No rollback takes back how far a sequence came. */
export const TABLES = ['account', 'setting', '(SELECT account FROM event)', 'placed', 'counted']
