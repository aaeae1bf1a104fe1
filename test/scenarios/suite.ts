// Declares the tests of a share of the scenarios, so that files of shares run side by side.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testMajors, testsPglite } from '../postgres.ts'
import { findPgDump, type PgDump } from '../pg-dump.ts'
import { pglite, postgresql, type Engine } from '../place.ts'
import { expectOnlyKnown } from './known-failure.ts'
import { runScenario } from './run.ts'
import { sharedOut } from './matrix.ts'
import { allScenarios, holdsOn, type Scenario } from './scenario.ts'

const SHARES = 2
/** An instance of PGlite takes half a second, and each scenario two: with TRUEUP_PGLITE=all they all run there. */
const PGLITE_EVERY = process.env['TRUEUP_PGLITE'] === 'all' ? 1 : 3

export function scenarioTests(share: number): void {
  const pgDump = findPgDump()
  const scenarios = allScenarios().filter((_scenario, i) => i % SHARES === share)
  for (const major of testMajors()) {
    const observer = pgDump && pgDump.major >= major ? pgDump : null
    describe(`PostgreSQL ${major}`, () => {
      test.skipIf(observer === null)(`pg_dump ${major} or later is at hand, and agrees`, () =>
        expect(observer).not.toBeNull(),
      )
      onEngine(() => postgresql(major), sharedOut(scenarios, major), observer)
    })
  }
  if (testsPglite())
    describe('PGlite', () => {
      onEngine(
        pglite,
        scenarios.filter(
          (scenario, i) =>
            i % PGLITE_EVERY === 0 &&
            holdsOn(scenario, 18) &&
            scenario.terms.pglite !== false &&
            !scenario.terms.isolated,
        ),
        null,
      )
    })
}

function onEngine(start: () => Promise<Engine>, scenarios: readonly Scenario[], pgDump: PgDump | null): void {
  let engine: Engine
  beforeAll(async () => void (engine = await start()))
  afterAll(() => engine.stop())
  const update = Boolean(process.env['TRUEUP_UPDATE'])
  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', async (_name, scenario) => {
    const problems = await runScenario(scenario, engine, { pgDump, update, declarations: true })
    expectOnlyKnown(problems, scenario.terms.knownFailure, { engine: engine.name, observed: pgDump !== null })
  })
}
