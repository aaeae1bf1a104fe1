// Context and label expressions, against what the real Liquibase 4.28 answered, and where we answer and it refuses.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contextsMatch, expressionFault, labelsMatch, mentionedNames } from '../../src/changelog/filters/expressions.ts'
import { dbmsMatches } from '../../src/changelog/filters/dbms.ts'
import { VECTORS } from './liquibase.ts'
import { problemsOf, readSql } from './memory.ts'

interface Vector {
  readonly kind: 'contexts' | 'labels'
  readonly expression: string
  /** What the run names, or the changeset's labels. */
  readonly matches: readonly string[]
  readonly refuses: readonly string[]
}

const vectorsOf = (file: string): Vector[] => JSON.parse(readFileSync(`${VECTORS}/${file}`, 'utf8'))

test.each([...vectorsOf('expressions.json'), ...vectorsOf('random-expressions.json')])(
  '$kind: $expression',
  (vector) => {
    const { kind, expression, matches, refuses } = vector
    const answer = (names: string): boolean =>
      kind === 'contexts' ? contextsMatch([expression], [names]) : labelsMatch([names], expression)
    expect(matches.filter((names) => !answer(names))).toEqual([])
    expect(refuses.filter(answer)).toEqual([])
  },
)

test('a comma within parentheses is an or, which Liquibase 4.28 refuses', () => {
  expect(contextsMatch(['(a, b) and c'], ['b', 'c'])).toBe(true)
  expect(contextsMatch(['(a, b) and c'], ['b'])).toBe(false)
})

test('either side may write @: it is the same name', () => {
  expect(contextsMatch(['test'], ['@test'])).toBe(true)
  expect(contextsMatch(['@test'], ['@test'])).toBe(true)
  expect(contextsMatch(['@test'], [])).toBe(false)
})

test('all of several must match, a changeset without any always does', () => {
  expect(contextsMatch(['a', 'b'], ['a'])).toBe(false)
  expect(contextsMatch(['a', 'b'], ['a', 'b'])).toBe(true)
  expect(contextsMatch([], ['a'])).toBe(true)
  expect(labelsMatch(['x', 'y'], 'x')).toBe(false)
  expect(labelsMatch([], null)).toBe(true)
})

test('the names that an expression mentions', () => {
  expect(mentionedNames('@a and (b or !c), not d')).toEqual(['a', 'b', 'c', 'd'])
})

test.each([
  [['postgresql'], true],
  [['h2, postgresql'], true],
  [['h2'], false],
  [['!postgresql'], false],
  [['!oracle'], true],
  [['!oracle,postgresql'], true],
  [['all'], true],
  [['none'], false],
  [['postgre'], false],
  [[''], true],
  [['postgresql', 'h2'], false],
])('dbms %j: %s', (lists, expected) => {
  expect(dbmsMatches(lists)).toBe(expected)
})

test.each([
  ['a and', 'nothing stands between and and end'],
  ['or a', 'nothing stands between , and or'],
  ['a and or b', 'nothing stands between and and or'],
  ['!', 'nothing stands between ! and end'],
  ['()', 'nothing stands between ( and )'],
  ['a not b', 'and, or or a comma is missing before not'],
  ['a !b', 'and, or or a comma is missing before !'],
  ['a (b)', 'and, or or a comma is missing before ('],
  ['(a) b', 'and, or or a comma is missing before b'],
  ['!!a', 'two negations stand side by side'],
  ['not not a', 'two negations stand side by side'],
  ['@', '@ stands before no name'],
  ['a && b', '&& and || are no operators: write and, or'],
  ['a)', 'a ) closes nothing'],
  ['(a', 'a ( is not closed'],
  ['(a, b) and c', 'Liquibase refuses a comma within parentheses: write or'],
  ['b, (@a and c)', 'with no context named, Liquibase takes what stands in parentheses as a whole to match'],
])('%s: %s', (expression, message) => {
  expect(expressionFault(expression)?.message).toContain(message)
})

test.each([
  '',
  'a',
  '@a',
  'my context',
  'a, b',
  'a,,b',
  'a,',
  ',a',
  'not a',
  '!(a or b), @c',
  '(@a) and (b)',
  'NOT(a)and(b)',
])('nothing is wrong with `%s`', (expression) => {
  expect(expressionFault(expression)).toBe(null)
})

test('what is wrong with a context is told once, as an error where it means nothing', () => {
  const text = '--changeset a:1 context:"a and"\nselect 1;\n--changeset a:2 context:"a and"\nselect 2;\n'
  expect(problemsOf(readSql(text))).toEqual([
    'error bad-value c.sql:2: the context `a and`: nothing stands between and and end.',
  ])
  const comma = '--changeset a:1 context:"(t, v)" labels:"x and y"\nselect 1;'
  expect(problemsOf(readSql(comma))).toEqual([
    'warning bad-value c.sql:2: the context `(t, v)`: Liquibase refuses a comma within parentheses: write or.',
    'warning bad-value c.sql:2: the label `x and y` is one name, and no expression: those are what a run names with --labels.',
  ])
  expect(() => readSql('--changeset a:1\nselect 1;', { labels: 'a and' })).toThrow(
    /the label expression `a and` is none/,
  )
  const run = (...contexts: readonly string[]) => readSql('--changeset a:1 context:prod\nselect 1;', { contexts })
  expect(() => run('dev', '!prod')).toThrow('--contexts takes names, and `!prod` is an expression')
  expect(() => run('a and b')).toThrow('--contexts takes names')
  expect(run('my context', '@prod', 'not-prod').changesets.length).toBe(1)
})
