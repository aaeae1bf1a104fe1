import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { RevisionError } from '../../src/revisions/errors.ts'
import {
  ancestorsOf,
  basesOf,
  descendantsOf,
  effectiveHeads,
  graphOf,
  headsOf,
  inOrder,
  isMergePoint,
  nodeOf,
  realHeadsOf,
  type Graph,
} from '../../src/revisions/graph/graph.ts'
import { readScript } from '../../src/revisions/files/script.ts'
import { resolve, resolveOne } from '../../src/revisions/graph/targets.ts'
import { downgradePath, parseRange, rangeOf, upgradePath } from '../../src/revisions/graph/walk.ts'
import type { Revision } from '../../src/revisions/revision.ts'
import { revision } from './revision.ts'

type Ask = 'up' | 'down' | 'resolve' | 'range'
type Said = Partial<Revision> & { readonly id: string }

/** A graph, and what Alembic 1.19.1 says of it: made by alembic-vectors.py. */
interface Vector {
  readonly revisions: readonly Said[]
  readonly heads: readonly string[]
  readonly realHeads: readonly string[]
  readonly bases: readonly string[]
  readonly normalised: Readonly<Record<string, readonly string[]>>
  readonly labels: Readonly<Record<string, readonly string[]>>
  /** What was asked, of which target, where the database is; the ids, or the class of the error. */
  readonly asked: readonly (readonly [Ask, string, readonly string[], readonly string[] | string])[]
}

const vectors: readonly Vector[] = readFileSync(join(import.meta.dirname, 'alembic-vectors.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

const graph = (...revisions: readonly Said[]): Graph => graphOf(revisions.map((said) => revision(said)))
const ids = (revisions: readonly Revision[]): readonly string[] => revisions.map(({ id }) => id)
const sorted = (all: Iterable<string>): readonly string[] => [...all].toSorted()

const answers: Readonly<
  Record<Ask, (graph: Graph, target: string, current: readonly string[]) => readonly Revision[]>
> = {
  up: upgradePath,
  down: downgradePath,
  resolve,
  range: (of, target, current) => rangeOf(of, parseRange(target), current),
}

/** The ids, or the message of the error. */
function answer(of: Graph, [ask, target, current]: Vector['asked'][number]): readonly string[] | string {
  try {
    const answered = answers[ask](of, target, current)
    if (ask === 'up') expectOrder(of, answered)
    if (ask === 'down') expectOrder(of, answered.toReversed())
    return sorted(ids(answered))
  } catch (error) {
    if (error instanceof RevisionError) return error.message
    throw error
  }
}

function expectOrder(of: Graph, path: readonly Revision[]): void {
  for (const [i, { id }] of path.entries())
    for (const later of path.slice(i + 1)) expect(ancestorsOf(of, [id], 'all').has(later.id)).toBe(false)
}

/** Where Trueup refuses what Alembic guesses, or answers what Alembic trips over. */
function isMeant(ours: readonly string[] | string, theirs: readonly string[] | string): boolean {
  if (typeof ours !== 'string') return theirs === 'AssertionError'
  return [
    // downgrade -1 of a database at several heads: Alembic warns, and takes one
    /^"-\d+" is ambiguous: the database is at \d+ revisions/,
    // label@id on the way down: Alembic looks at the label only where several children could go
    /is not on the branch of/,
    /^There is no revision or label "nosuch"/,
  ].some((reason) => reason.test(ours))
}

describe('as Alembic', () => {
  test('300 graphs, 10 targets each', () => {
    for (const vector of vectors) expectSame(vector)
  })

  function expectSame(vector: Vector): void {
    const of = graph(...vector.revisions)
    expect(sorted(ids(headsOf(of)))).toEqual(vector.heads)
    expect(sorted(ids(realHeadsOf(of)))).toEqual(vector.realHeads)
    expect(sorted(ids(basesOf(of)))).toEqual(vector.bases)
    for (const [id, dependencies] of Object.entries(vector.normalised))
      expect(sorted(nodeOf(of, id).normalisedDependencies)).toEqual(dependencies)
    for (const { id } of vector.revisions) expectLabels(of, id, vector.labels[id] ?? [])
    for (const asked of vector.asked) {
      const theirs = asked[3]
      const ours = answer(of, asked)
      const isSame = typeof ours === 'string' ? typeof theirs === 'string' : String(ours) === String(theirs)
      expect(isSame || isMeant(ours, theirs), `${asked.slice(0, 3).join(' ')}: ${ours}, not ${theirs}`).toBe(true)
    }
  }

  /** A label spreads back along its line only where Alembic's last descendant is on that line too; Trueup always does. */
  function expectLabels(of: Graph, id: string, theirs: readonly string[]): void {
    const ours = nodeOf(of, id).labels
    for (const label of theirs) expect(ours.has(label)).toBe(true)
    for (const label of ours) {
      const begins = of.labels.get(label)?.id ?? ''
      const after = [...descendantsOf(of, [begins], 'parents')].map((one) => nodeOf(of, one))
      const isLine = !after.some((node) => node.children.length + node.dependents.length > 1 || isMergePoint(node))
      if (isLine || descendantsOf(of, [begins], 'parents').has(id)) expect(theirs).toContain(label)
    }
  }

  test('nothing is guessed oftener than needed', () => {
    const all = vectors.flatMap(({ revisions, asked }) => {
      const of = graph(...revisions)
      return asked.map((one) => [answer(of, one), one[3]] as const)
    })
    const meant = all.filter(([ours, theirs]) =>
      typeof ours === 'string' ? typeof theirs !== 'string' : String(ours) !== String(theirs),
    )
    expect(all.length).toBe(3000)
    expect(meant.length).toBeLessThan(40)
  })
})

const message = (make: () => unknown): string => {
  try {
    make()
  } catch (error) {
    if (error instanceof RevisionError) return error.message
    throw error
  }
  return 'no error'
}

describe('what is no graph', () => {
  test('a parent that is in no file', () =>
    expect(message(() => graph({ id: 'b', parents: ['a'] }))).toBe(
      'migrations/b.sql:1: the parent a of b "does b" is in no file. Bring its file back (is it in another branch of git?), ' +
        'or name another parent: `trueup rebase b --onto <revision>`.',
    ))
  test('a dependency that is neither a revision nor a label', () =>
    expect(message(() => graph({ id: 'b', dependsOn: ['mail'] }))).toContain(
      'migrations/b.sql:1: b "does b" depends on mail, which is neither a revision nor a label.',
    ))
  test('the line that says it', () => {
    const text = '-- revision: b\n-- depends-on: x\n-- parents: a\n'
    const b = { id: 'b', parents: ['a'], dependsOn: ['x'], up: readScript('migrations/b.sql', text, 'up') }
    expect(message(() => graph(b))).toContain('migrations/b.sql:3: the parent a')
    expect(message(() => graph({ id: 'a' }, b))).toContain('migrations/b.sql:2: b "does b" depends on x')
  })
  test('a revision that is its own parent, or depends on itself', () => {
    expect(message(() => graph({ id: 'a', parents: ['a'] }))).toContain('migrations/a.sql:1: a is its own parent')
    expect(message(() => graph({ id: 'a', dependsOn: ['a'] }))).toContain('migrations/a.sql:1: a depends on itself')
    expect(message(() => graph({ id: 'a', labels: ['mail'], dependsOn: ['mail'] }))).toContain('go round in a circle')
  })
  test('a circle names who is in it, and nobody else', () => {
    const said = message(() =>
      graph(
        { id: 'base' },
        { id: 'b', parents: ['base', 'd'] },
        { id: 'c', parents: ['b'] },
        { id: 'd', parents: ['c'] },
        { id: 'head', parents: ['d'] },
      ),
    )
    expect(said).toContain(
      'These revisions go round in a circle: each comes after the next, and the last after the first.',
    )
    for (const id of ['b', 'c', 'd']) expect(said).toContain(`\n  ${id} "does ${id}" (migrations/${id}.sql)`)
    expect(said).not.toMatch(/base|head/)
  })
  test('a circle along dependencies', () => {
    const said = message(() =>
      graph(
        { id: 'a' },
        { id: 'b', parents: ['a'], dependsOn: ['y'] },
        { id: 'x' },
        { id: 'y', parents: ['x'], dependsOn: ['b'] },
      ),
    )
    expect(said).toContain('go round in a circle, along "depends-on"')
    expect(said).toMatch(/\n {2}b .*\n {2}y |\n {2}y .*\n {2}b /)
  })
  test('a label used twice, or that is an id', () => {
    expect(message(() => graph({ id: 'a', labels: ['mail'] }, { id: 'b', labels: ['mail'] }))).toBe(
      'The label "mail" of b "does b" (migrations/b.sql) is a label of a "does a" (migrations/a.sql) already. Choose another in one of the two files.',
    )
    expect(message(() => graph({ id: 'a' }, { id: 'b', labels: ['a'] }))).toContain('is the id of a "does a"')
  })
})

/** base ─ left1 ─ left2, base ─ right1 (label right), and other, which left2 depends on. */
const branched = graph(
  { id: 'base00' },
  { id: 'left01', parents: ['base00'] },
  { id: 'right1', parents: ['base00'], labels: ['right'] },
  { id: 'other1', labels: ['other'] },
  { id: 'left02', parents: ['left01'], dependsOn: ['other'] },
)

describe('what a target means', () => {
  const up = (target: string, current: readonly string[] = []) => ids(upgradePath(branched, target, current))
  const down = (target: string, current: readonly string[]) => ids(downgradePath(branched, target, current))

  test('heads are all that nothing builds on; what is depended on goes first', () =>
    expect(up('heads')).toEqual(['base00', 'left01', 'right1', 'other1', 'left02']))
  test('a branch brings what it depends on', () => {
    expect(up('left02')).toEqual(['base00', 'left01', 'other1', 'left02'])
    expect(up('right@head')).toEqual(['base00', 'right1'])
    expect(up('righ')).toEqual(['base00', 'right1'])
    expect(up('right@+1', ['base00'])).toEqual(['right1'])
  })
  test('going back takes what depends on it along', () => {
    expect(down('other@base', ['left02', 'right1'])).toEqual(['left02', 'other1'])
    expect(down('base', ['left02'])).toEqual(['left02', 'other1', 'left01', 'base00'])
    expect(down('left02@-1', ['left02', 'right1'])).toEqual(['left02'])
    expect(down('base00', ['left02', 'right1'])).toEqual(['left02', 'right1', 'left01'])
  })
  test('head where there are several', () =>
    expect(message(() => up('head'))).toBe(
      '"head" means 3 revisions:\n' +
        '  right1 "does right1" (migrations/right1.sql)\n' +
        '  other1 "does other1" (migrations/other1.sql)\n' +
        '  left02 "does left02" (migrations/left02.sql)\n' +
        'Name one of them, or label@head for the head of a branch; `heads` means all where several may be; `trueup merge` joins them.',
    ))
  test('a step up where two could be meant', () =>
    expect(message(() => up('+1', ['base00']))).toBe(
      '"+1" is ambiguous: after base00 "does base00" (migrations/base00.sql) come\n' +
        '  left01 "does left01" (migrations/left01.sql)\n' +
        '  right1 "does right1" (migrations/right1.sql)\n' +
        'Name the revision that is meant, or say which branch: `<label or id>@…`.',
    ))
  test('a step back from two', () =>
    expect(message(() => down('-1', ['left02', 'right1']))).toContain(
      'Say which: `trueup downgrade left02@-1` or `trueup downgrade right1@-1`.',
    ))
  test('more steps than there are', () => {
    expect(message(() => up('right1+2'))).toBe(
      '"right1+2" goes too far: after right1 "does right1" (migrations/right1.sql) there is none. `heads` goes up to the last.',
    )
    expect(message(() => down('-3', ['right1']))).toContain(
      '"-3" goes too far: before right1 "does right1" (migrations/right1.sql) there are only 2 revisions. `base` takes back all.',
    )
  })
  test('the wrong way', () => {
    expect(message(() => up('-1', ['right1']))).toBe(
      '"-1" leads back, not up. `trueup downgrade -1` takes revisions back.',
    )
    expect(message(() => down('+1', ['right1']))).toBe('"+1" leads up, not back. `trueup upgrade +1` goes up.')
    expect(message(() => down('left01', ['base00']))).toContain(
      'left01 "does left01" (migrations/left01.sql) is nothing to go back to: the database does not have it. It is at\n  base00',
    )
  })
  test('what means nothing', () => {
    expect(message(() => up('nosuch'))).toContain('There is no revision or label "nosuch".')
    expect(message(() => up('lef'))).toContain('"lef" is the beginning of 2:\n  left01 "does left01"')
    for (const odd of ['', '@', '@head', '+', 'a+b', '+0', 'a@b@c'])
      expect(
        message(() => up(odd)),
        odd,
      ).toContain('names no revision. Write an id')
    expect(message(() => up('right@left01'))).toContain('is not on the branch of right1')
    expect(message(() => resolveOne(graph(), 'head'))).toContain('There is no revision yet.')
  })
  test('a database at a revision that has no file', () =>
    expect(message(() => up('heads', ['gone00']))).toContain('There is no file of revision gone00.'))
  test('targets one of which builds on the other', () =>
    expect(message(() => upgradePath(branched, ['left02', 'other1'], []))).toContain(
      'left02 "does left02" (migrations/left02.sql) builds on what was named beside it:\n  other1',
    ))
  test('ranges', () => {
    const range = (text: string, current: readonly string[] = []) => ids(rangeOf(branched, parseRange(text), current))
    expect(range('left01:left02')).toEqual(['left01', 'left02'])
    expect(range(':right@head')).toEqual(['base00', 'right1'])
    expect(range('base00:')).toEqual(['base00', 'left01', 'right1', 'left02'])
    expect(range('current:left02', ['left01'])).toEqual(['left01', 'left02'])
    expect(range('-1:left02')).toEqual(['left01', 'left02'])
    expect(range('-9:left02')).toEqual(['base00', 'left01', 'other1', 'left02'])
    expect(range('left01:+9', ['base00'])).toEqual(['left01', 'left02'])
    expect(message(() => range('right1:left02'))).toContain('left02 does not build on right1:\n  right1')
    expect(message(() => range('a:b:c'))).toContain('"a:b:c" is no range.')
  })
  test('what a database is at, of all that it has', () => {
    expect(effectiveHeads(branched, ['base00', 'left01', 'other1', 'left02'])).toEqual(['left02'])
    expect(effectiveHeads(branched, ['base00', 'right1', 'other1', 'gone00'])).toEqual(['right1', 'other1', 'gone00'])
  })
  test('order: each after what it builds on, else as the files stand', () =>
    expect(ids(inOrder(branched, new Set(['left02', 'other1', 'right1', 'base00'])))).toEqual([
      'base00',
      'right1',
      'other1',
      'left02',
    ]))
})
