// Which scenario runs on which major where there are several: all on the oldest and the newest, and each on one of those
// between, or on that where its bounds are. TRUEUP_MATRIX=all: all on each.

import { testMajors } from '../postgres.ts'
import { holdsOn, type Scenario } from './scenario.ts'

const isWhole = process.env['TRUEUP_MATRIX'] === 'all'

/** Those of `scenarios` that hold on `major` and are its share of a run on all the majors that are tested. */
export function sharedOut(scenarios: readonly Scenario[], major: number): Scenario[] {
  const majors = testMajors().toSorted((a, b) => a - b)
  const between = majors.slice(1, -1)
  const isWholeThere = isWhole || !between.includes(major)
  return scenarios.filter((scenario, index) => {
    if (!holdsOn(scenario, major)) return false
    const { minMajor, maxMajor } = scenario.terms
    return isWholeThere || [minMajor, maxMajor].includes(major) || between[index % between.length] === major
  })
}
