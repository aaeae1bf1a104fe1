// A long history of revisions, as an application that has lived for years has it: tables, columns with backfills, enums,
// functions and triggers, casts, renames, keys, indexes built concurrently, data; a few branches with their merges.

import { createHash } from 'node:crypto'

const idOf = (i) => createHash('sha256').update(`revision ${i}`).digest('hex').slice(0, 12)

const tableOf = (n) => `t${n}`

/** Each takes its number among those of its kind and how many tables there are, and gives what leads up and down. */
const KINDS = [
  (n, tables) => ({
    message: `add table ${tableOf(tables)}`,
    makesTable: true,
    up: `CREATE TABLE public.${tableOf(tables)} (
    id bigserial NOT NULL,
    project_id bigint NOT NULL,
    name character varying NOT NULL,
    description text,
    state text DEFAULT 'new' NOT NULL,
    amount numeric(12,2) DEFAULT 0 NOT NULL,
    access_rights jsonb DEFAULT '{}'::jsonb NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    modified timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ${tableOf(tables)}_pkey PRIMARY KEY (id),
    CONSTRAINT ${tableOf(tables)}_name_key UNIQUE (project_id, name),
    CONSTRAINT ${tableOf(tables)}_amount_check CHECK (amount >= 0),
    CONSTRAINT fk_${tableOf(tables)}_parent FOREIGN KEY (project_id) REFERENCES public.${tableOf(Math.floor(tables / 2))} (id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX ix_${tableOf(tables)}_state ON public.${tableOf(tables)} (state) WHERE state <> 'done';
COMMENT ON COLUMN public.${tableOf(tables)}.access_rights IS 'who may do what';
`,
    down: `DROP TABLE public.${tableOf(tables)};\n`,
  }),
  (n, tables) => {
    const [table, column] = [`public.${tableOf(n % tables)}`, `label_${n}`]
    return {
      message: `every row of ${table} has a ${column}`,
      up: `ALTER TABLE ${table} ADD COLUMN ${column} character varying;
UPDATE ${table} SET ${column} = 'label of ' || id WHERE ${column} IS NULL;
ALTER TABLE ${table} ALTER COLUMN ${column} SET NOT NULL;
`,
      down: `ALTER TABLE ${table} DROP COLUMN ${column};\n`,
    }
  },
  (n, tables) => ({
    message: 'data',
    up: Array.from(
      { length: 5 },
      (_, i) =>
        `UPDATE public.${tableOf((n + i) % tables)} SET access_rights = access_rights || '{"gid": ${n}}'::jsonb WHERE NOT access_rights ? 'gid';\n`,
    ).join(''),
    down: Array.from(
      { length: 5 },
      (_, i) => `UPDATE public.${tableOf((n + i) % tables)} SET access_rights = access_rights - 'gid';\n`,
    ).join(''),
  }),
  (n, tables) => ({
    message: `notify of changes ${n}`,
    up: `CREATE OR REPLACE FUNCTION public.notify_${n}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  record record;
  payload jsonb;
BEGIN
  record := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  payload := jsonb_build_object('table', TG_TABLE_NAME, 'action', TG_OP, 'data', row_to_json(record));
  PERFORM pg_notify('event_${n}', payload::text);
  RETURN NULL;
END;
$$;
CREATE TRIGGER notify_${n} AFTER INSERT OR UPDATE OR DELETE ON public.${tableOf(n % tables)}
  FOR EACH ROW EXECUTE FUNCTION public.notify_${n}();
`,
    down: `DROP TRIGGER notify_${n} ON public.${tableOf(n % tables)};
DROP FUNCTION public.notify_${n}();
`,
  }),
  (n, tables) => ({
    message: `index ${n}`,
    up: `-- @transaction none
CREATE INDEX CONCURRENTLY ix_modified_${n} ON public.${tableOf(n % tables)} (modified, lower(name));
`,
    down: `DROP INDEX public.ix_modified_${n};\n`,
  }),
  (n, tables) => ({
    message: `a type for states ${n}`,
    up: `CREATE TYPE public.state_${n} AS ENUM ('new', 'open', 'done');
ALTER TABLE public.${tableOf(n % tables)} ADD COLUMN state_${n} public.state_${n} DEFAULT 'new' NOT NULL;
`,
    down: `ALTER TABLE public.${tableOf(n % tables)} DROP COLUMN state_${n};
DROP TYPE public.state_${n};
`,
  }),
  (n) => ({
    message: `another state ${n}`,
    up: `ALTER TYPE public.state_${n} ADD VALUE 'failed';\n`,
    down: `ALTER TYPE public.state_${n} RENAME TO state_old;
CREATE TYPE public.state_${n} AS ENUM ('new', 'open', 'done');
DO $$
DECLARE
  used record;
BEGIN
  FOR used IN SELECT attrelid::regclass AS "table", attname AS "column" FROM pg_attribute
               WHERE atttypid = 'public.state_old'::regtype AND NOT attisdropped AND attnum > 0 LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT', used."table", used."column");
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I TYPE public.state_${n} USING %2$I::text::public.state_${n}', used."table", used."column");
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT ''new''', used."table", used."column");
  END LOOP;
END $$;
DROP TYPE public.state_old;
`,
  }),
  (n, tables) => ({
    message: `a wider description ${n}`,
    up: `ALTER TABLE public.${tableOf(n % tables)} ADD COLUMN started_${n} character varying;
ALTER TABLE public.${tableOf(n % tables)} ALTER COLUMN started_${n} TYPE timestamp with time zone USING started_${n}::timestamp with time zone;
ALTER TABLE public.${tableOf(n % tables)} RENAME COLUMN started_${n} TO begun_${n};
CREATE VIEW public.open_${n} AS SELECT id, name, begun_${n} FROM public.${tableOf(n % tables)} WHERE state <> 'done';
`,
    down: `DROP VIEW public.open_${n};
ALTER TABLE public.${tableOf(n % tables)} DROP COLUMN begun_${n};
`,
  }),
]

/** Where two revisions have one parent, and the one after them both. */
const BRANCHES = 97

const first = {
  message: 'the first tables',
  up: `CREATE FUNCTION public.set_modified() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.modified := now();
  RETURN NEW;
END;
$$;
${Array.from({ length: 30 }, (_, t) => `${KINDS[0](t, t).up}CREATE TRIGGER modified BEFORE UPDATE ON public.${tableOf(t)} FOR EACH ROW EXECUTE FUNCTION public.set_modified();\n`).join('')}`,
  down: `${Array.from({ length: 30 }, (_, t) => `DROP TABLE public.${tableOf(29 - t)};\n`).join('')}DROP FUNCTION public.set_modified();\n`,
}

/** @param {number} count how many @returns parents before children: id, parents, message, up, down */
export function historyOf(count) {
  let [tables, made] = [30, 0]
  return Array.from({ length: count }, (_, i) => {
    const id = idOf(i)
    if (i === 0) return { id, parents: [], ...first }
    const place = i > BRANCHES ? i % BRANCHES : 0
    if (place === 2) return { id, parents: [idOf(i - 2)], ...KINDS[2](i, tables) }
    if (place === 3) return { id, parents: [idOf(i - 2), idOf(i - 1)], message: 'merge', up: '', down: '' }
    const { makesTable, ...revision } = KINDS[made % KINDS.length](Math.floor(made / KINDS.length), tables)
    made++
    if (makesTable) tables++
    return { id, parents: [idOf(i - 1)], ...revision }
  })
}

/** As the files of a folder: name and text. */
export function filesOf(history) {
  return history.flatMap(({ id, parents, message, up, down }, i) => {
    const at = new Date(Date.UTC(2020, 0, 1) + i * 86_400_000).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')
    const name = `${at}_${id}`
    const header = `-- revision: ${id}\n-- parents: ${parents.join(', ') || 'none'}\n-- message: ${message}\n\n`
    return [
      { name: `${name}.sql`, text: `${header}${up}` },
      { name: `${name}.down.sql`, text: `-- revision: ${id}\n\n${down}` },
    ]
  })
}
