// A real project of 980 changesets, run from empty, run again, and taken over by what has only its tables. That Liquibase leaves the
// same rows and the same catalog was seen beside it; here PostGIS and pg_cron are stood in for, since no package has them.

import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Connection } from '../../src/connection/connection.ts'
import { connect } from '../../src/connection/connect.ts'
import { readChangelog } from '../../src/changelog/read/read-changelog.ts'
import { clearChecksums } from '../../src/changelog/run/mark.ts'
import { ROOT } from '../house/files.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'
import { up, VERSION } from './project.ts'

const SHARED = join(ROOT, '../shared')
const FLEX = join(SHARED, 'real/flex')
const ROWS = join(SHARED, 'facts/liquibase-vectors/flex-changesets.tsv')

/** MERGE … WHEN NOT MATCHED BY SOURCE came with PostgreSQL 17. */
const majors = testMajors().filter((major) => major >= 17)

test.skipIf(majors.length === 0)('real/flex needs PostgreSQL 17', () => expect(majors).not.toEqual([]))

/** What the project uses of PostGIS, on a type that has the same operators. */
const POSTGIS = `
CREATE EXTENSION cube;
CREATE DOMAIN geometry AS cube;
CREATE FUNCTION st_asgeojson(cube, integer, integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$select '{}'$$;
CREATE FUNCTION st_setsrid(cube, integer) RETURNS cube LANGUAGE sql IMMUTABLE AS 'select $1';
CREATE FUNCTION st_transform(cube, integer) RETURNS cube LANGUAGE sql IMMUTABLE AS 'select $1';
CREATE FUNCTION st_buffer(cube, float8) RETURNS cube LANGUAGE sql IMMUTABLE AS 'select $1';
CREATE FUNCTION st_convexhull(cube) RETURNS cube LANGUAGE sql IMMUTABLE AS 'select $1';
CREATE FUNCTION st_makeline(cube, cube) RETURNS cube LANGUAGE sql IMMUTABLE AS 'select $1';
CREATE FUNCTION st_makepoint(float8, float8) RETURNS cube LANGUAGE sql IMMUTABLE AS 'select cube(array[$1, $2])';
CREATE FUNCTION st_geomfromewkt(text) RETURNS cube LANGUAGE sql IMMUTABLE AS $$select cube(array[1, 2])$$;
CREATE FUNCTION first_of(cube, cube) RETURNS cube LANGUAGE sql IMMUTABLE AS 'select coalesce($1, $2)';
CREATE AGGREGATE st_collect(cube) (SFUNC = first_of, STYPE = cube);`

const CRON = `
CREATE SCHEMA cron;
CREATE TABLE cron.job (jobid bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, jobname text, schedule text, command text);
GRANT SELECT ON cron.job TO public;
CREATE FUNCTION cron.schedule(text, text, text) RETURNS bigint LANGUAGE sql SECURITY DEFINER AS
  'insert into cron.job (jobname, schedule, command) values ($1, $2, $3) returning jobid';
CREATE FUNCTION cron.alter_job(bigint, text) RETURNS void LANGUAGE sql SECURITY DEFINER AS
  'update cron.job set schedule = $2 where jobid = $1';`

/** The project, with another type where it has PostGIS's. */
function withoutPostgis(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trueup-flex-'))
  cpSync(FLEX, folder, { recursive: true })
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.sql'),
  )) {
    const path = join(folder, file)
    const text = readFileSync(path, 'utf8')
    const changed = text.replaceAll(/GEOMETRY \(\w+, 4326\)/g, 'public.CUBE')
    if (changed !== text) {
      rmSync(path)
      writeFileSync(path, changed)
    }
  }
  return folder
}

describe.skipIf(!existsSync(FLEX)).each(majors)('real/flex on PostgreSQL %i (needs ../shared)', (major) => {
  let server: TestServer
  let folder: string
  let flex: Connection
  beforeAll(async () => {
    server = await startServer(major)
    folder = withoutPostgis()
    const { url } = await server.createDatabase('flex')
    const admin = await connect(url)
    await admin.execute(POSTGIS + CRON)
    const init = readFileSync(join(FLEX, 'local/postgres/init.sql'), 'utf8')
    await admin.execute(init.replaceAll(/^CREATE EXTENSION IF NOT EXISTS (?:postgis|pg_cron);/gm, ''))
    await admin.close()
    flex = await connect(server.urlOf('flex', 'flex'))
  })
  afterAll(async () => {
    await flex?.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const options = { contexts: ['test'], labels: null, defaultSchema: 'flex', liquibaseSchema: 'flex', version: VERSION }
  const changelog = () =>
    readChangelog('db/changelog.yml', { searchPath: [folder], contexts: ['test'], environment: {} })
  const rows = () =>
    flex.query<Record<string, string | null>>(
      `select orderexecuted::text as "order", filename, author, id, md5sum, coalesce(contexts, '') as contexts, description
         from flex.databasechangelog order by orderexecuted`,
    )

  test('from empty, the rows that Liquibase wrote; then nothing but what runs always', async () => {
    const report = await up(flex, changelog(), options)
    const of = (outcome: string) => report.ran.filter((one) => one.outcome === outcome).length
    expect([of('executed'), of('marked ran'), report.ran.length]).toEqual([944, 36, 980])
    const expected = readFileSync(ROWS, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t'))
    const touched = new Set(
      changelog()
        .changesets.filter(({ changes }) => changes.some(({ content }) => content?.text.includes('public.CUBE')))
        .map(({ id }) => id),
    )
    const found = (await rows()).map((row) => [
      row['filename'],
      row['author'],
      row['id'],
      row['md5sum'],
      row['contexts'],
      row['description'],
    ])
    const sums = (all: (string | null | undefined)[][]) => all.filter(([, , id]) => !touched.has(id ?? ''))
    expect(touched.size).toBeLessThan(8)
    expect(sums(found)).toEqual(sums(expected.map(([, ...row]) => row)))
    const again = await up(flex, changelog(), options)
    expect(again.ran.map(({ identity }) => identity.split('::')[1])).toEqual([
      'set-current-identity',
      'flex-operation-roles-grants',
      'api-operation-roles-grants',
      'attachment-operation-roles-grants',
      'notify-postgrest',
    ])
  })

  test('checksums that were cleared come back as they were', async () => {
    const sums = async () => new Set((await rows()).map(({ filename, id, md5sum }) => `${filename} ${id} ${md5sum}`))
    const before = await sums()
    await clearChecksums(flex, options)
    expect((await up(flex, changelog(), options)).upgradedChecksums).toBe(980)
    expect(await sums()).toEqual(before)
  })
})
