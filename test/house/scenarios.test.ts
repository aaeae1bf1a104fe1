// Every kind has scenarios, and every scenario is one.

import { expect, test } from 'vitest'
import { kinds } from '../../src/kinds/all.ts'
import { allScenarios } from '../scenarios/scenario.ts'

/** Kinds that no scenario can show. */
const WITHOUT: Readonly<Record<string, string>> = {
  'security label': 'no provider of labels comes with PostgreSQL',
}

const scenarios = allScenarios()
const folderOf = (type: string): string => type.replaceAll(' ', '-')

test('every kind has at least one scenario', () => {
  const shown = new Set(scenarios.map(({ name }) => name.split('/')[0]))
  const lacking = kinds.map(({ type }) => type).filter((type) => !shown.has(folderOf(type)))
  expect(lacking).toEqual(Object.keys(WITHOUT))
})

test('every folder of scenarios is a kind', () => {
  const types = new Set(kinds.map(({ type }) => folderOf(type)))
  expect(scenarios.map(({ name }) => name).filter((name) => !types.has(name.split('/')[0]!))).toEqual([])
})

test('every scenario has two states', () => {
  expect(scenarios.filter(({ from, to }) => from === '' && to === '').map(({ name }) => name)).toEqual([])
})
