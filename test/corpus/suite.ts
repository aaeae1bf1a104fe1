// Declares the tests of a share of the corpus: every eighth case; with TRUEUP_CORPUS=all, all of them on the newest major, and every
// second on one of the four older ones.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { postgresql, type Engine } from '../place.ts'
import { findPgDump } from '../pg-dump.ts'
import { testMajors } from '../postgres.ts'
import { expectOnlyKnown } from '../scenarios/known-failure.ts'
import { runScenario } from '../scenarios/run.ts'
import { holdsOn } from '../scenarios/scenario.ts'
import { corpusCases } from './cases.ts'

const SHARES = 2
const NEWEST = 18
const isAll = process.env['TRUEUP_CORPUS'] === 'all'

function isTaken(index: number, major: number): boolean {
  if (!isAll) return index % 8 === 0
  return major === NEWEST || index % 8 === major % 8
}

export function corpusTests(share: number): void {
  const all = corpusCases()
  const pgDump = findPgDump()
  test.skipIf(all.length === 0)('the shared corpus is at hand', () => expect(all.length).toBeGreaterThan(300))
  for (const major of testMajors()) {
    const observer = pgDump && pgDump.major >= major ? pgDump : null
    const cases = all.filter((_case, i) => isTaken(i, major)).filter((_case, i) => i % SHARES === share)
    describe.skipIf(cases.length === 0)(`PostgreSQL ${major}`, () => {
      let engine: Engine
      beforeAll(async () => void (engine = await postgresql(major)))
      afterAll(() => engine.stop())
      test.skipIf(observer === null)(`pg_dump ${major} or later is at hand`, () => expect(observer).not.toBeNull())
      for (const one of cases.filter((found) => holdsOn(found, major)))
        test(one.name, async () => {
          const problems = await runScenario(one, engine, {
            pgDump: observer,
            update: false,
            declarations: true,
          })
          expectOnlyKnown(problems, one.terms.knownFailure, { engine: engine.name, observed: observer !== null })
        })
    })
  }
}
