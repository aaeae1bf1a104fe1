// A changelog brought to a database, from empty and with nothing to do, by Trueup and beside it by Liquibase, in turn, in one run.
// `node build.js` first. node bench/changelog.js <database URL> [--liquibase <command>] [--changesets 1000] [--runs 3]
// The user may create databases on the server; Liquibase is any 4.x that can be started as a command. Liquibase's
// checksums and rows are held against Trueup's at the end.

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pg from 'pg'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    liquibase: { type: 'string' },
    changesets: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '3' },
  },
})
const [server] = positionals
if (server === undefined) throw new Error('node bench/changelog.js postgresql://user@host:port/postgres')

const CLI = process.env['TRUEUP_CLI'] ?? fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const PER_FILE = 10

/** Tables, and what hangs on them, as a project of formatted SQL has them. */
function changesetText(n) {
  const table = `t${Math.floor(n / 4)}`
  const kinds = [
    `CREATE TABLE ${table} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, state text NOT NULL DEFAULT 'new');
COMMENT ON TABLE ${table} IS 'what bench ${n} is about';
--rollback DROP TABLE ${table};`,
    `ALTER TABLE ${table} ADD COLUMN amount numeric(12,2) NOT NULL DEFAULT 0;
CREATE INDEX ${table}_state ON ${table} (state) WHERE state <> 'done';
--rollback ALTER TABLE ${table} DROP COLUMN amount;`,
    `CREATE OR REPLACE FUNCTION ${table}_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.amount < 0 THEN RAISE EXCEPTION 'no'; END IF;
  RETURN NEW;
END;
$$;
--rollback DROP FUNCTION ${table}_check();`,
    `INSERT INTO ${table} (name) SELECT 'row ' || i FROM generate_series(1, 20) i;
--rollback DELETE FROM ${table};`,
  ]
  const attributes = ['', '', ' runOnChange:true endDelimiter:--', ''][n % 4]
  return `--changeset bench:${n}${attributes}\n${kinds[n % 4]}\n`
}

function writeProject(folder, count) {
  mkdirSync(join(folder, 'db'))
  for (let file = 0; file * PER_FILE < count; file++) {
    const numbers = Array.from({ length: Math.min(PER_FILE, count - file * PER_FILE) }, (_, i) => file * PER_FILE + i)
    const text = `--liquibase formatted sql\n\n${numbers.map(changesetText).join('\n')}`
    writeFileSync(join(folder, 'db', `${String(file).padStart(4, '0')}.sql`), text)
  }
  writeFileSync(
    join(folder, 'changelog.yml'),
    'databaseChangeLog:\n  - includeAll: { path: db, relativeToChangelogFile: true }\n',
  )
}

const urlOf = (database) => {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url
}

function timed(command, words, folder) {
  const started = performance.now()
  const { status, stderr, stdout } = spawnSync(command, words, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 })
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}\n${stdout}\n${stderr}`)
  return performance.now() - started
}

const TOOLS = {
  trueup: (database, folder) =>
    timed(
      process.execPath,
      [CLI, 'changelog', 'update', '-q', '--database', urlOf(database).href, '--changelog-file', 'changelog.yml'],
      folder,
    ),
  liquibase: (database, folder) => {
    const { host, username, password } = urlOf(database)
    const words = [
      '--log-level=off',
      '--show-banner=false',
      `--url=jdbc:postgresql://${host}/${database}`,
      `--username=${decodeURIComponent(username)}`,
      `--password=${decodeURIComponent(password) || 'none'}`,
      '--changelog-file=changelog.yml',
      'update',
    ]
    return timed(values.liquibase, words, folder)
  },
}

const seconds = (all) => {
  const sorted = [...all].sort((a, b) => a - b)
  const at = (share) => (sorted[Math.round(share * (sorted.length - 1))] / 1000).toFixed(2)
  return `${at(0)} ${at(0.5)} ${at(1)}`
}

async function rowsOf(database) {
  const client = new pg.Client(urlOf(database).href)
  await client.connect()
  const { rows } = await client.query(
    `select orderexecuted, id, author, filename, exectype, md5sum, description, comments, tag, contexts, labels
       from databasechangelog order by orderexecuted`,
  )
  await client.end()
  return JSON.stringify(rows)
}

const folder = mkdtempSync(join(tmpdir(), 'trueup-bench-'))
const admin = new pg.Client(server)
await admin.connect()
const tools = Object.keys(TOOLS).filter((tool) => tool !== 'liquibase' || values.liquibase !== undefined)
const times = Object.fromEntries(tools.map((tool) => [tool, { empty: [], nothing: [] }]))
try {
  const count = Number(values.changesets)
  writeProject(folder, count)
  for (let run = 0; run < Number(values.runs); run++) {
    for (const tool of tools) {
      await admin.query(`DROP DATABASE IF EXISTS bench_${tool}`)
      await admin.query(`CREATE DATABASE bench_${tool}`)
      times[tool].empty.push(TOOLS[tool](`bench_${tool}`, folder))
      times[tool].nothing.push(TOOLS[tool](`bench_${tool}`, folder))
    }
  }
  console.log(`${count} changesets, ${values.runs} runs each, the whole process in seconds: least median most`)
  for (const tool of tools)
    console.log(
      `${tool.padEnd(10)} from empty ${seconds(times[tool].empty)}, nothing to do ${seconds(times[tool].nothing)}`,
    )
  if (tools.length > 1) {
    const same = (await rowsOf('bench_trueup')) === (await rowsOf('bench_liquibase'))
    console.log(same ? 'the same rows in databasechangelog' : 'DIFFERENT rows in databasechangelog')
    // Each runs after the other: nothing to do.
    console.log(`trueup after liquibase ${seconds([TOOLS.trueup('bench_liquibase', folder)])}`)
    console.log(`liquibase after trueup ${seconds([TOOLS.liquibase('bench_trueup', folder)])}`)
    if (!same) process.exitCode = 1
  }
} finally {
  for (const tool of tools) await admin.query(`DROP DATABASE IF EXISTS bench_${tool}`).catch(() => undefined)
  await admin.end()
  rmSync(folder, { recursive: true, force: true })
}
