// include and includeAll: which files, in which order, and what they hand down. Orders and depths were seen beside Liquibase 4.28.

import { describe, expect, test } from 'vitest'
import { identity } from '../../src/changelog/changelog.ts'
import { project } from './project.ts'
import { problemsOf, readTexts } from './memory.ts'

const yaml = (entries: string): string => `databaseChangeLog:\n${entries}`

describe('includes', () => {
  const sql = (id: string): string => `--liquibase formatted sql\n--changeset a:${id}\nselect 1;`
  const names = (texts: Readonly<Record<string, string>>): string[] => readTexts(texts).changesets.map(identity)

  test('includeAll: string order, depths, an ending', () => {
    const files = {
      'm/b.sql': sql('b'),
      'm/A.sql': sql('A'),
      'm/x/c.sql': sql('c'),
      'm/x/y/d.up.sql': sql('d'),
      'm/e.UP.SQL': sql('e'),
    }
    const all = (options: string): string[] =>
      names({ 'db/c.yaml': yaml(`- includeAll: {path: ../m, relativeToChangelogFile: true${options}}`), ...files })
    expect(all('')).toEqual([
      'm/A.sql::A::a',
      'm/b.sql::b::a',
      'm/e.UP.SQL::e::a',
      'm/x/c.sql::c::a',
      'm/x/y/d.up.sql::d::a',
    ])
    expect(all(', minDepth: 2')).toEqual(['m/x/c.sql::c::a', 'm/x/y/d.up.sql::d::a'])
    expect(all(', maxDepth: 1')).toEqual(['m/A.sql::A::a', 'm/b.sql::b::a', 'm/e.UP.SQL::e::a'])
    expect(all(', endsWithFilter: .up.sql')).toEqual(['m/e.UP.SQL::e::a', 'm/x/y/d.up.sql::d::a'])
  })

  test('files of a folder in the order of Liquibase 4.28: by their UTF-16 units, folders among files', () => {
    const order = [
      '-d.sql',
      '.hd/x.sql',
      '.hid.sql',
      '1.sql',
      '10.sql',
      '2.sql',
      'A.sql',
      'A/z.sql',
      'B.sql',
      'Z.yaml',
      '_u.sql',
    ]
    order.push(
      'a+b.sql',
      'a-/x.sql',
      'a-1.sql',
      'a.b.sql',
      'a.sql',
      'a/X.sql',
      'a/x.sql',
      'a1.sql',
      'a_1.sql',
      'a~.sql',
      'b.SQL',
    )
    order.push(
      'b/1-0.sql',
      'b/1.sql',
      'b/1/2.sql',
      'sp ace.sql',
      'v1.10.sql',
      'v1.9.sql',
      'é.sql',
      'é/a.sql',
      '𝒳.sql',
      'Ａ.sql',
    )
    const files = project('--includeAll path:d')
    try {
      for (const file of order.toReversed()) files.write(`d/${file}`, file === 'Z.yaml' ? yaml('') : sql('1'))
      expect(files.read().files.slice(1)).toEqual(order.map((file) => `d/${file}`))
    } finally {
      files.remove()
    }
  })

  test('what an include hands down', () => {
    const texts = {
      'db/c.yaml': yaml(
        '- include: {file: ./x/d.yaml, relativeToChangelogFile: true, context: one, labels: l1, ignore: true, logicalFilePath: other}',
      ),
      'db/x/d.yaml': yaml(
        '- changeSet: {id: 1, author: a, context: two, labels: l2, changes: [{sql: select 1}]}\n- include: {file: ../e.sql, relativeToChangelogFile: true}',
      ),
      'db/e.sql': sql('2'),
    }
    const { changesets } = readTexts(texts)
    expect(changesets.map(({ path, id, contexts, labels, ignore }) => [path, id, contexts, labels, ignore])).toEqual([
      ['db/x/d.yaml', '1', ['one', 'two'], ['l1', 'l2'], true],
      ['db/e.sql', '2', ['one'], ['l1'], true],
    ])
  })

  test('logicalFilePath of an include, and of the file above: Liquibase 4.28 has no use for them, 4.31 has', () => {
    const texts = {
      'r.yaml': yaml(
        '- logicalFilePath: above\n- include: {file: a.sql, logicalFilePath: x}\n- include: {file: b.xml}',
      ),
      'a.sql': sql('1'),
      'b.xml':
        '<databaseChangeLog><changeSet id="2" author="a"><sql>select 1</sql></changeSet><include file="c.sql" logicalFilePath="y"/></databaseChangeLog>',
      'c.sql': `${sql('3')}\n--changeset a:4 logicalFilePath:own\nselect 4;`,
    }
    const changelog = readTexts(texts)
    expect(changelog.changesets.map(({ path, inheritedPath }) => [path, inheritedPath])).toEqual([
      ['a.sql', 'above'],
      ['b.xml', 'above'],
      ['y', 'above'],
      ['own', null],
    ])
    expect(problemsOf(changelog)[0]).toMatch(/^warning ignored-attribute r.yaml:3: Liquibase 4.28 does nothing with/)
  })

  test('a folder whose files are no changelogs is not empty', () => {
    expect(names({ 'c.yaml': yaml('- includeAll: {path: e}'), 'e/.gitkeep': '' })).toEqual([])
  })

  test('errorIfMissing and errorIfMissingOrEmpty', () => {
    expect(
      names({
        'c.yaml': yaml(
          '- include: {file: no.sql, errorIfMissing: false}\n- includeAll: {path: no, errorIfMissingOrEmpty: false}',
        ),
      }),
    ).toEqual([])
  })

  test('a file may be included twice, and its changesets are told apart by nothing', () => {
    const changelog = readTexts({
      'c.yaml': yaml('- include: {file: a.sql}\n- include: {file: a.sql}'),
      'a.sql': sql('1'),
    })
    expect(changelog.problems.map(({ rule }) => rule)).toEqual(['duplicate-identity'])
  })

  test('logicalFilePath of the changelog and of a changeset; runOrder; modifyChangeSets', () => {
    const texts = {
      'c.yaml': yaml(
        '- logicalFilePath: logical\n- changeSet: {id: 1, author: a, runOrder: last, changes: [{sql: select 1}]}\n- changeSet: {id: 2, author: a, logicalFilePath: own, changes: [{sql: select 1}]}\n- modifyChangeSets: {runWith: psql, changes: [{include: {file: a.sql}}]}\n- changeSet: {id: 3, author: a, runOrder: first, changes: [{sql: select 1}]}',
      ),
      'a.sql': sql('4'),
    }
    const { changesets } = readTexts(texts)
    expect(changesets.map(({ path, id, runWith }) => [path, id, runWith])).toEqual([
      ['logical', '3', null],
      ['own', '2', null],
      ['a.sql', '4', 'psql'],
      ['logical', '1', null],
    ])
  })
})
