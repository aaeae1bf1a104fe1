import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkProject } from '../../src/revisions/author/check.ts'
import { refuseUnedited } from '../../src/revisions/author/unedited.ts'
import { verifyChain, type Verification, type VerifyOptions } from '../../src/revisions/author/verify.ts'
import { readScript } from '../../src/revisions/files/script.ts'
import { writeRevision } from '../../src/revisions/files/write.ts'
import { graphOf } from '../../src/revisions/graph/graph.ts'
import type { Revision } from '../../src/revisions/revision.ts'
import { verify } from '../../src/commands/revisions/verify.ts'
import { testMajors } from '../postgres.ts'
import { lineOf, revisionOf, temporaryFolder, type Folder } from './scripts.ts'

describe.each(testMajors())('on PostgreSQL %i', (major) => {
  let folder: Folder
  beforeAll(() => {
    folder = temporaryFolder()
  })
  afterAll(() => folder.remove())
  const verified = (revisions: readonly Revision[], options: VerifyOptions = {}): Promise<Verification> =>
    verifyChain(graphOf(revisions), revisions, { major, cacheDir: folder.path, ...options })
  const wrongIn = ({ revisions }: Verification): string[] =>
    revisions.flatMap(({ revision, wrong }) =>
      wrong.map(({ check, message, details }) => `${revision.id} ${check}: ${[message, ...details].join('\n')}`),
    )

  test('each revision up, down and up again: what is wrong is said, and the others are right all the same', async () => {
    const found = await verified(
      lineOf(
        ['create table t (a int);', 'drop table t;'],
        [`create type e as enum ('a'); alter table t add e e;`, 'alter table t drop e;'],
        ['alter table t add b text;', 'alter table t drop b;'],
        [`insert into t values (1, 'a'); create unique index i on t (a);`, 'drop index i;'],
        ['alter table t add c int;', null],
        ['alter table t add d int;', 'alter table t drop nothing;'],
        ['comment on table t is $$x$$;', 'comment on table t is null;'],
      ),
    )
    const wrong = wrongIn(found)
    expect(wrong.map((line) => line.split(':')[0])).toEqual(['r2 down', 'r2 again', 'r4 again', 'r6 down'])
    expect(wrong[0]).toContain('does not give back what was there\nenum public.e is there and should not be')
    expect(wrong[1]).toContain('r2.sql:2: type "e" already exists')
    expect(wrong[2]).toContain('could not create unique index')
    expect(wrong[3]).toContain('r6.down.sql:2: column "nothing" of relation "t" does not exist')
    expect(found.revisions.map(({ wentDown }) => wentDown)).toEqual([true, true, true, true, false, true, true])
    expect([...(found.end?.objects.keys() ?? [])]).toContain('column public.t.d')
  })

  test('what was found right is not run again, until it or what runs before it changes', async () => {
    const chain = (first: string, down: string): Revision[] =>
      lineOf([first, 'drop table t;'], ['alter table t add b int;', down], ['alter table t add c int;', null])
    const cached = async (...scripts: readonly [string, string]): Promise<boolean[]> =>
      (await verified(chain(...scripts))).revisions.map((one) => one.cached)
    const [first, down] = ['create table t (x int);', 'alter table t drop b;']
    expect(await cached(first, down)).toEqual([false, false, false])
    expect(await cached(first, down)).toEqual([true, true, true])
    expect(await cached(first, `${down} select 1;`)).toEqual([true, false, true])
    expect(await cached('create table t (y int);', down)).toEqual([false, false, false])
    expect(await cached(first, 'select 1;')).toEqual([true, false, true])
    expect(await cached(first, 'select 1;')).toEqual([true, false, true])
  })

  test('those behind one that does not run are not reached', async () => {
    const found = await verified(
      lineOf(['create table t (a int);', null], ['drop nothing;', null], ['select 1;', null]),
    )
    expect(wrongIn(found)).toMatchObject([expect.stringMatching(/^r2 up: revision r2[^]*r2\.sql:2: /)])
    expect(found).toMatchObject({ end: null, revisions: { length: 2 } })
  })

  test('a header that names other schemas than it begins and ends with; on a branch, its own', async () => {
    const plain = [
      revisionOf('a', [], 'create table t (a int);', 'drop table t;'),
      revisionOf('b', ['a'], 'alter table t add b int;', 'alter table t drop b;'),
      revisionOf('c', ['a'], 'alter table t add c int;', 'alter table t drop c;'),
      revisionOf('d', ['b', 'c'], ''),
    ]
    const first = await verified(plain, { schemas: 'all' })
    const said = plain.map((revision, i) => ({ ...revision, schema: first.revisions[i]?.schema ?? null }))
    const [a, b, c, d] = said.map(({ schema }) => schema)
    expect([b?.before, c?.before]).toEqual([a?.after, a?.after])
    expect([d?.before, d?.after]).not.toContain(c?.after)
    expect(wrongIn(await verified(said))).toEqual([])
    const edited = said.map((one) =>
      one.id === 'b' ? { ...one, up: revisionOf('b', [], 'alter table t add b text;').up } : one,
    )
    expect(wrongIn(await verified(edited)).map((line) => line.slice(0, 60))).toMatchObject([
      expect.stringContaining('b schema: it does not end with the schema'),
      expect.stringContaining('d schema: it does not begin with the schema'),
    ])
  })

  test('a place that is yet to be filled in is named, and nothing is run', () => {
    const script = readScript(
      'up.sql',
      '-- revision: a\n-- parents: none\n\nupdate t\n  set a = 0 -- EDIT: the value\n;',
      'up',
    )
    expect(() => refuseUnedited([script])).toThrow('up.sql:5: -- EDIT: the value')
    expect(() => refuseUnedited([readScript('up.sql', '-- an EDIT: of the past', 'up')])).not.toThrow()
  })

  describe('a project', () => {
    const project = (): Folder => temporaryFolder()

    test('is held against its definition, and headers are written where that is asked for', async () => {
      const { path, write, remove } = project()
      try {
        writeRevision(path, {
          id: 'a',
          parents: [],
          message: '',
          upBody: 'create table t (a int);',
          downBody: 'drop table t;',
        })
        const definition = write('definition.txt', 'create table t (a int);')
        const options = { definition, cacheDir: folder.path }
        expect(await verify(path, options)).toMatchObject({ isRight: true, fromDefinition: [], updated: [] })
        const updated = await verify(path, { ...options, update: true })
        expect(updated.updated).toHaveLength(1)
        expect(await verify(path, { ...options, update: true })).toMatchObject({ updated: [], isRight: true })
        write('definition.txt', 'create table t (a int, b int);')
        expect(await verify(path, options)).toMatchObject({
          isRight: false,
          fromDefinition: ['column public.t.b is missing'],
        })
      } finally {
        remove()
      }
    })
    test('is in step when there is one head for each branch, and it leads to the definition', async () => {
      const definition = folder.write('checked.sql', 'create table t (a int, b int);')
      const graph = graphOf(lineOf(['create table t (a int);', null], ['alter table t add b int;', null]))
      const options = { definition, cacheDir: folder.path }
      expect(await checkProject(graph, options)).toMatchObject({ inStep: true, problems: [] })
      const half = graphOf(lineOf(['create table t (a int);', null]))
      expect(await checkProject(half, options)).toMatchObject({ inStep: false, problems: [] })
      const unfilled = graphOf(lineOf(['create table t (a int);\nalter table t add b int; -- EDIT: what b is', null]))
      expect(await checkProject(unfilled, options)).toMatchObject({
        inStep: false,
        problems: ['r1.sql:3: to be filled in: what b is'],
      })
      const branched = graphOf([
        revisionOf('a', [], 'create table t (a int);'),
        revisionOf('b', ['a'], 'alter table t add b int;'),
        revisionOf('c', ['a'], 'select 1;'),
      ])
      const { problems, inStep } = await checkProject(branched, options)
      expect(inStep).toBe(false)
      expect(problems).toMatchObject([expect.stringMatching(/2 heads:\n {2}b [^]*\n {2}c [^]*trueup merge/)])
    })
  })
})
