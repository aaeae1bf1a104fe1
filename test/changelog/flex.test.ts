// A real project of 980 changesets, against the checksums that the real Liquibase stored.

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checksum } from '../../src/changelog/checksum/checksum.ts'
import { readChangelog } from '../../src/changelog/read/read-changelog.ts'
import { storedContexts, storedDescription } from '../../src/changelog/tracking/stored.ts'
import { stepsOf } from '../../src/changelog/sql/steps.ts'
import { ROOT } from '../house/files.ts'
import { rendering, sqlOf, withoutSemicolons } from './liquibase.ts'

const SHARED = join(ROOT, '../shared')
const PROJECT = join(SHARED, 'real/flex')
const STORED = join(SHARED, 'facts/liquibase-vectors/flex-changesets.tsv')
const isThere = existsSync(PROJECT) && existsSync(STORED)

const read = (compatibility: 'trueup' | 'liquibase' = 'trueup') =>
  readChangelog('db/changelog.yml', { searchPath: [PROJECT], environment: {}, compatibility })

test.skipIf(!isThere)(
  'real/flex (needs ../shared): path, author, id, checksum, contexts and description of all 980',
  () => {
    const stored = readFileSync(STORED, 'utf8').trimEnd().split('\n')
    const { changesets } = read()
    const found = changesets.map((changeset, i) =>
      [
        i + 1,
        changeset.path,
        changeset.author,
        changeset.id,
        checksum(changeset, 9),
        storedContexts(changeset) ?? '',
        storedDescription(changeset),
      ].join('\t'),
    )
    expect(stored).toHaveLength(980)
    expect(found).toEqual(stored)
  },
)

test.skipIf(!isThere)('real/flex (needs ../shared): what Liquibase lets through, and nothing else', () => {
  const { problems } = read()
  const found = problems.map(
    ({ severity, rule, file, line }) => `${severity} ${rule} ${file.replace(/^.*real\/flex\//, '')}:${line}`,
  )
  expect(found.toSorted()).toEqual([
    'warning no-comparator db/api/changelog.yml:12',
    'warning no-comparator db/attachment/changelog.yml:12',
    'warning no-comparator db/grid/changelog.yml:12',
    'warning not-included db/grid/embedding/embedding.sql:1',
    'warning unknown-field db/flex/changelog.yml:40',
    'warning unknown-field db/flex/changelog.yml:58',
    'warning unknown-field db/flex/changelog.yml:76',
    'warning wrapped-precondition db/flex/technical_resource_migrations.sql:147',
  ])
})

test.skipIf(!isThere)('real/flex (needs ../shared): every changeset becomes SQL, in both ways', async () => {
  for (const compatibility of ['trueup', 'liquibase'] as const) {
    const { changesets } = read(compatibility)
    const steps = await Promise.all(changesets.map((changeset) => stepsOf(changeset, rendering(compatibility, 'flex'))))
    expect(steps.filter((each) => each.length === 0)).toEqual([])
  }
})

// Of every statement that the real Liquibase 4.28 would send, without the semicolons at their ends; without a database, so loaded
// rows are all text.
const SENT = '07c3090a2d32cc7fa531f04bf75a64965166755c08b806ba960ba32d6046675f'

test.skipIf(!isThere)(
  'real/flex (needs ../shared): with its compatibility, the SQL of Liquibase to the byte',
  async () => {
    const { changesets } = read('liquibase')
    const sent = await Promise.all(
      changesets.map(async (changeset) => withoutSemicolons(sqlOf(await stepsOf(changeset, rendering('liquibase'))))),
    )
    expect(createHash('sha256').update(JSON.stringify(sent)).digest('hex')).toBe(SENT)
  },
)
