// Checksums of changesets with modifySql, as an update of the real Liquibase 4.28 stores them with contexts=x and label-filter=other:
// what is for other databases, contexts and labels does not count.

import { expect, test } from 'vitest'
import { checksum } from '../../src/changelog/checksum/checksum.ts'
import { stepsOf } from '../../src/changelog/sql/steps.ts'
import { rendering, sqlOf } from './liquibase.ts'
import { readTexts } from './memory.ts'

const ALONE = '9:3b78b9910981c62ca27148640fad7bc2'
const ONE = '9:28c6a10ab5c4bfa7cb996160e952fc2f'

const STORED: Readonly<Record<string, string>> = {
  '<modifySql><append value="::text as x"/></modifySql>': ONE,
  '<modifySql dbms="postgresql"><append value="::text as x"/></modifySql>': ONE,
  '<modifySql dbms="mysql"><append value="::text as x"/></modifySql>': ALONE,
  '<modifySql context="zz"><append value="::text as x"/></modifySql>': ALONE,
  '<modifySql context="x"><append value="::text as x"/></modifySql>': ONE,
  '<modifySql labels="zl"><append value="::text as x"/></modifySql>': ALONE,
  '<modifySql dbms="postgresql"><append value="::text as x"/></modifySql><modifySql dbms="mysql"><append value=", 2 as y"/></modifySql>':
    ONE,
  '<modifySql dbms="postgresql"><append value="::text as x"/></modifySql><modifySql dbms="postgresql"><append value=", 2 as y"/></modifySql>':
    '9:25b7209edc721ec18eeab1a0750021a9',
  '<modifySql dbms="mysql"><append value="::text as x"/></modifySql><modifySql dbms="postgresql"><append value=", 2 as y"/></modifySql>':
    '9:bde9ae975b2bd79f730d225939f9570e',
}

test.each(Object.entries(STORED))('%s', (modifySql, stored) => {
  const xml = `<databaseChangeLog><changeSet id="1" author="m"><sql>select 1</sql>${modifySql}</changeSet></databaseChangeLog>`
  const [changeset] = readTexts({ 'c.xml': xml }, { contexts: ['x'], labels: 'other' }).changesets
  expect(changeset && checksum(changeset, 9)).toBe(stored)
})

test('without contexts and labels each counts that is for PostgreSQL', () => {
  const xml = `<databaseChangeLog><changeSet id="1" author="m"><sql>select 1</sql><modifySql context="zz" labels="zl"><append value="::text as x"/></modifySql></changeSet></databaseChangeLog>`
  const [changeset] = readTexts({ 'c.xml': xml }).changesets
  expect(changeset && checksum(changeset, 9)).toBe(ONE)
})

/** What the real Liquibase makes of `sql` by one regExpReplace. */
test.each([
  ['select 1', 's(.*)t', String.raw`$1\$x\\y`, String.raw`elec$x\y 1`],
  ['SELECT a', '(?i)select', '$0 all', 'SELECT all a'],
  ['select a\nfrom b', '(?s)a.*b', 'x', 'select x'],
  ['create table t (a int) engine=x', String.raw`\s+engine=\w+$`, '', 'create table t (a int)'],
])('%s: %s by %s', async (sql, pattern, replacement, replaced) => {
  const changes = JSON.stringify([{ sql }])
  const visitors = JSON.stringify([{ regExpReplace: { replace: pattern, with: replacement } }])
  const text = `{"databaseChangeLog": [{"changeSet": {"id": "1", "author": "a", "changes": ${changes}, "modifySql": ${visitors}}}]}`
  const [changeset] = readTexts({ 'c.json': text }).changesets
  expect(changeset && sqlOf(await stepsOf(changeset, rendering()))).toEqual([replaced])
})

test('a pattern that only Java can read is refused, with its place', async () => {
  const text = `databaseChangeLog:\n- changeSet: {id: 1, author: a, changes: [{sql: select 1}], modifySql: [{regExpReplace: {replace: "a++", with: b}}]}`
  const [changeset] = readTexts({ 'c.yaml': text }).changesets
  await expect(changeset && stepsOf(changeset, rendering())).rejects.toThrow(
    'c.yaml:2: the pattern of regExpReplace cannot be read here: a++.',
  )
})
