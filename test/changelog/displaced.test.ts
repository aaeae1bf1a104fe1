// The same changesets under other file names: all of them is a mistake and refused, some of them run again as in Liquibase, and told.

import { expect, test } from 'vitest'
import type { Changelog } from '../../src/changelog/changelog.ts'
import { checksum } from '../../src/changelog/checksum/checksum.ts'
import { displaced, displacedNote } from '../../src/changelog/pending/displaced.ts'
import { selectPending } from '../../src/changelog/pending/select.ts'
import { validate } from '../../src/changelog/pending/validate.ts'
import type { RanChangeset } from '../../src/changelog/tracking/ran.ts'
import { readTexts } from './memory.ts'

const SCOPE = { contexts: [], labels: null }
const changelog = readTexts({
  'db/c.yaml': 'databaseChangeLog:\n- include: {file: db/a.sql}\n- include: {file: db/b.sql}',
  'db/a.sql': '--liquibase formatted sql\n--changeset a:1\nselect 1;\n--changeset a:2\nselect 2;',
  'db/b.sql': '--liquibase formatted sql\n--changeset a:3\nselect 3;',
})

const NOTHING = { description: null, comments: null, tag: null, liquibase: null, contexts: null, labels: null }
const RAN = { dateExecuted: '2020-01-01', orderExecuted: 1, execType: 'EXECUTED', deploymentId: null }
const row = (path: string, id: string, md5sum: string | null = sumOf(changelog, id)): RanChangeset => ({
  id,
  path,
  author: 'a',
  md5sum,
  ...RAN,
  ...NOTHING,
})

function sumOf({ changesets }: Changelog, id: string): string | null {
  const found = changesets.find((changeset) => changeset.id === id)
  return found ? checksum(found, 9) : null
}

const check = (...ran: readonly RanChangeset[]): void => {
  validate(changelog, ran, SCOPE, { ...selectPending(changelog, ran, SCOPE, {}), compatibility: 'trueup' })
}
const note = (...ran: readonly RanChangeset[]): string | null =>
  displacedNote(displaced(changelog, ran, selectPending(changelog, ran, SCOPE, {}).pending))

test('files named from another folder', () => {
  const ran = [row('a.sql', '1'), row('a.sql', '2'), row('b.sql', '3')]
  expect(() => check(...ran)).toThrow(
    /3 changesets ran on this database under other file names\n +db\/a\.sql::1::a ran as a\.sql::1::a\n[^]*--search-path/,
  )
  const toRun = { ...selectPending(changelog, ran, SCOPE, {}), compatibility: 'liquibase' as const }
  expect(validate(changelog, ran, SCOPE, toRun).upgrades).toEqual([])
})

test('a file that was moved runs again, and that is told', () => {
  const ran = [row('db/a.sql', '1'), row('db/a.sql', '2'), row('db/old.sql', '3')]
  check(...ran)
  expect(note(...ran)).toBe(
    'db/b.sql::3::a ran as db/old.sql::3::a: under another file name it is another changeset, and runs again. ' +
      'To keep it from that, give it logicalFilePath:db/old.sql.',
  )
})

test('of several files that were moved each is named', () => {
  const ran = [row('db/old-a.sql', '1'), row('db/old-a.sql', '2'), row('db/old-b.sql', '3'), row('db/b.sql', '4')]
  expect(note(...ran)).toContain('2 of db/a.sql as db/old-a.sql, 1 of db/b.sql as db/old-b.sql')
})

test('a table that changelogs share may hold a changeset like one of them', () => {
  const others = ['4', '5'].map((id) => row('other.sql', id, '9:0'))
  check(row('other.sql', '1'), ...others)
  check(row('other.sql', '1'))
})

test('another changeset of that id and author is none of them', () => {
  check(row('x.sql', '1', '9:0'), row('x.sql', '2', null))
  expect(note(row('x.sql', '1', '9:0'))).toBe(null)
  check()
})
