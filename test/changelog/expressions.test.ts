// Context and label expressions, against what the real Liquibase 4.28 answered, and where we answer and it refuses.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contextsMatch, labelsMatch, mentionedNames } from '../../src/changelog/read/expressions.ts'
import { dbmsMatches } from '../../src/changelog/read/dbms.ts'
import { VECTORS } from './liquibase.ts'

interface Vector {
  readonly kind: 'contexts' | 'labels'
  readonly expression: string
  /** What the run names, or the changeset's labels. */
  readonly matches: readonly string[]
  readonly refuses: readonly string[]
}

const vectors: Vector[] = JSON.parse(readFileSync(`${VECTORS}/expressions.json`, 'utf8'))

test.each(vectors)('$kind: $expression', ({ kind, expression, matches, refuses }) => {
  const answer = (names: string): boolean =>
    kind === 'contexts' ? contextsMatch([expression], [names]) : labelsMatch([names], expression)
  expect(matches.filter((names) => !answer(names))).toEqual([])
  expect(refuses.filter(answer)).toEqual([])
})

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
