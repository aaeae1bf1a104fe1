// Scenarios as a user meets them: the commands of the library on a live server, where fingerprints and what a definition
// leaves unsaid count too. One of each kind that has rules for these; TRUEUP_LIVE=each takes one of every kind, TRUEUP_LIVE=all
// every scenario, another word those whose names hold it.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apply, check, inspect, type CompareOptions } from '../../src/index.ts'
import { postgresql, type Engine } from '../place.ts'
import { testMajors } from '../postgres.ts'
import { statementsOf } from '../../src/output/changes.ts'
import { kinds } from '../../src/kinds/all.ts'
import type { AnyKind } from '../../src/kinds/kind.ts'
import type { SqlFile } from '../../src/output/folder.ts'
import { sharedOut } from './matrix.ts'
import { turnedRound } from './run.ts'
import { allScenarios, holdsOn, type Scenario } from './scenario.ts'

const wanted = process.env['TRUEUP_LIVE']

describe.each(testMajors())('on PostgreSQL %i', (major) => {
  let engine: Engine
  let folder: string
  beforeAll(async () => {
    engine = await postgresql(major)
    folder = mkdtempSync(join(tmpdir(), 'trueup-live-'))
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await engine.stop()
  })

  test.each(chosen(major).map((scenario) => [scenario.name, scenario] as const))('%s', async (_name, scenario) => {
    const { folder: states, roles, from, terms } = scenario
    const pair = await engine.open({ roles, from, to: '', isolated: terms.isolated ?? false })
    const url = pair.from.url!
    const options = { roles: terms.isolated ?? false, shadow: terms.isolated ? 'embedded' : 'target' }
    const reach = async (definition: string, renames: readonly string[]): Promise<void> => {
      await apply(url, definition, { ...options, unsafe: true, prove: false, rename: renames.map(renameOf) })
      expect(await differencesFrom(url, definition, options)).toEqual([])
    }
    try {
      const there = terms.renames ?? []
      if (terms.impossible === undefined) await reach(join(states!, 'to.sql'), there)
      if (terms.impossible === undefined && terms.backImpossible === undefined)
        await reach(join(states!, 'from.sql'), terms.renamesBack ?? there.map(turnedRound))
      const { files } = await inspect(url, options)
      const written = files.length > 0 ? writeFiles(join(folder, scenario.name), files) : 'empty'
      expect(await differencesFrom(url, written, options)).toEqual([])
    } finally {
      await pair.close()
    }
  })
})

/** What is compared is not all that is promised, or promised is not all that is compared. */
const PROMISED_OTHERWISE = new Set(kinds.filter(hasRulesOfItsOwn).map(({ type }) => type.replaceAll(' ', '-')))

function hasRulesOfItsOwn(kind: AnyKind): boolean {
  const { unsaid, forUser, standsWith, stays } = kind
  if ([unsaid, forUser, standsWith, stays].some(Boolean)) return true
  return Object.values(kind.attributes).some((rule) => typeof rule === 'object' && Boolean(rule.same || rule.open))
}

/** The first of each kind. */
function chosen(major: number): Scenario[] {
  const all = allScenarios().filter((scenario) => holdsOn(scenario, major) && !scenario.terms.knownFailure)
  if (wanted === 'all') return all
  if (wanted !== undefined && wanted !== 'each') return all.filter(({ name }) => name.includes(wanted))
  const first = new Map(all.toReversed().map((scenario) => [dirname(scenario.name), scenario]))
  const each = [...first].filter(([kind]) => wanted === 'each' || PROMISED_OTHERWISE.has(kind))
  return sharedOut(each.map(([, scenario]) => scenario).toReversed(), major)
}

function writeFiles(into: string, files: readonly SqlFile[]): string {
  for (const { path, content } of files) {
    mkdirSync(dirname(join(into, path)), { recursive: true })
    writeFileSync(join(into, path), content)
  }
  return into
}

const renameOf = (rename: string) => {
  const at = rename.indexOf('=')
  return { from: rename.slice(0, at), to: rename.slice(at + 1) }
}

async function differencesFrom(url: string, definition: string, options: CompareOptions): Promise<string[]> {
  return statementsOf((await check(url, definition, options)).plan).map(({ sql }) => sql)
}
