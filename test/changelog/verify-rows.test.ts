// Rows that differ between an upgraded database and a fresh one are pointed out, with the changeset to blame; what is random, or a
// time, or numbered, is not.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { report } from '../../src/changelog/verify/report.ts'
import { verifyChangelog } from '../../src/changelog/verify/verify.ts'
import { testMajors, testsPglite } from '../postgres.ts'
import { gitProject, OPTIONS, type GitProject } from './git-project.ts'

const DIVERGING = fileURLToPath(new URL('diverging-rows', import.meta.url))

interface Planted {
  readonly identity: string
  readonly message: string
  readonly details: readonly string[]
}

let project: GitProject
afterEach(() => project.remove())

const shadows = [
  ...testMajors().map((major) => [`PostgreSQL ${major}`, { major }] as const),
  ...(testsPglite() ? [['PGlite', { server: 'pglite' }] as const] : []),
]

const rowRemarks = async (shadow: object, from?: string) => {
  const found = await verifyChangelog(project, { ...OPTIONS, ...shadow, from })
  return { found, remarks: found.remarks.filter(({ rule }) => rule === 'rows-differ') }
}

test.each(shadows)('%s: each planted difference is found, and nothing else', async (_name, shadow) => {
  project = gitProject('db/changelog.yml')
  project.replaceBy(join(DIVERGING, 'before'))
  project.commit()
  project.replaceBy(join(DIVERGING, 'after'))
  const { found, remarks } = await rowRemarks(shadow)
  const planted: Planted[] = JSON.parse(readFileSync(join(DIVERGING, 'expected.json'), 'utf8'))
  expect(remarks.map(({ identity }) => identity)).toEqual(planted.map(({ identity }) => identity))
  for (const [i, { message, details }] of planted.entries()) {
    expect(remarks[i]?.message).toMatch(new RegExp(message))
    expect(remarks[i]?.details).toEqual(details)
    expect(remarks[i]?.line).toBeGreaterThan(0)
  }
  expect(found.isRight).toBe(true)
  expect(report(found, 'text')).toContain("\n      only in the upgraded one: (name 'mauve')\n")
})

test('an upgrade that changes nothing has no such remark, though tokens, times and numbers are others', async () => {
  project = gitProject('db/changelog.yml')
  project.replaceBy(join(DIVERGING, 'before'))
  project.commit()
  const { found, remarks } = await rowRemarks({}, 'HEAD')
  expect(remarks).toEqual([])
  expect(found.isRight).toBe(true)
})

test('changesets that are added and come to the same are passed over, whatever their numbers and times', async () => {
  project = gitProject('db/changelog.yml')
  project.replaceBy(join(DIVERGING, 'before'))
  project.commit()
  const added = `--changeset ann:more
INSERT INTO setting (key, value) VALUES ('new', '1');
INSERT INTO country (code, name, noted_at) VALUES ('FI', 'Finland', now() + interval '1 year');
INSERT INTO account (name, token) VALUES ('robot', md5(random()::text));
INSERT INTO rolled SELECT 11, random();
`
  project.write({ 'db/added.sql': `--liquibase formatted sql\n${added}` })
  const root = readFileSync(join(project.folder, 'db/changelog.yml'), 'utf8')
  project.write({ 'db/changelog.yml': `${root}  - include: { file: added.sql, relativeToChangelogFile: true }\n` })
  expect((await rowRemarks({})).remarks).toEqual([])
})
