// Declares the tests of a share of the corpus: every eighth case, or all of them with TRUEUP_CORPUS=all.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { postgresql, type Engine } from '../place.ts'
import { findPgDump } from '../pg-dump.ts'
import { testMajors } from '../postgres.ts'
import { expectOnlyKnown } from '../scenarios/known-failure.ts'
import { runScenario } from '../scenarios/run.ts'
import { holdsOn } from '../scenarios/scenario.ts'
import { corpusCases } from './cases.ts'

const SHARES = 2
const EVERY = process.env['TRUEUP_CORPUS'] === 'all' ? 1 : 8

export function corpusTests(share: number): void {
  const all = corpusCases()
  const cases = all.filter((_case, i) => i % EVERY === 0).filter((_case, i) => i % SHARES === share)
  const pgDump = findPgDump()
  test.skipIf(all.length === 0)('the shared corpus is at hand', () => expect(all.length).toBeGreaterThan(300))
  for (const major of testMajors()) {
    const observer = pgDump && pgDump.major >= major ? pgDump : null
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
          expectOnlyKnown(problems, one.terms.knownFailure, engine.name)
        })
    })
  }
}
