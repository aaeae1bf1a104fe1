// What one version of Liquibase ran under a path that another one does not know is not run again.

import { expect, test } from 'vitest'
import { asRecorded } from '../../src/changelog/pending/recorded.ts'
import { selectPending, unexpectedRows } from '../../src/changelog/pending/select.ts'
import type { RanChangeset } from '../../src/changelog/tracking/ran.ts'
import { readTexts } from './memory.ts'

const changelog = readTexts({
  'r.yaml': 'databaseChangeLog:\n- logicalFilePath: above\n- include: {file: a.sql}\n- include: {file: b.sql}',
  'a.sql': '--liquibase formatted sql\n--changeset a:1\nselect 1;\n--changeset a:2\nselect 2;',
  'b.sql': '--liquibase formatted sql\n--changeset a:3\nselect 3;',
})

const NOTHING = { description: null, comments: null, tag: null, liquibase: null, contexts: null, labels: null }
const RAN = { dateExecuted: '2020-01-01', orderExecuted: 1, execType: 'EXECUTED', md5sum: null, deploymentId: null }
const row = (path: string, id: string): RanChangeset => ({ id, path, author: 'a', ...RAN, ...NOTHING })

const pathsFor = (...rows: readonly RanChangeset[]): string[] =>
  asRecorded(changelog, rows).changesets.map(({ path, id }) => `${path} ${id}`)

test('as Liquibase 4.28 has them where nothing ran, or that one ran', () => {
  expect(pathsFor()).toEqual(['a.sql 1', 'a.sql 2', 'b.sql 3'])
  expect(pathsFor(row('a.sql', '1'))).toEqual(['a.sql 1', 'a.sql 2', 'b.sql 3'])
})

test('as Liquibase 4.31 has them where that one ran, and those that are new', () => {
  expect(pathsFor(row('above', '1'))).toEqual(['above 1', 'above 2', 'above 3'])
})

test('each by its own row where one version followed the other', () => {
  expect(pathsFor(row('a.sql', '1'), row('above', '2'))).toEqual(['a.sql 1', 'above 2', 'above 3'])
  expect(pathsFor(row('a.sql', '1'), row('above', '1'))).toEqual(['above 1', 'above 2', 'above 3'])
})

test('what is to run, and what is unexpected', () => {
  const ran = [row('above', '1'), row('above', '2')]
  const { pending } = selectPending(changelog, ran, { contexts: [], labels: null }, {})
  expect(pending.map(({ changeset }) => changeset.path)).toEqual(['above'])
  expect(unexpectedRows(changelog, ran)).toEqual([])
})
