// What is sent for a changeset, made as it is sent: what one change asks of the database may be what the one before it did.

import type { Changeset, Rendering, Step } from '../changelog.ts'
import { rollbackStepsOf, stepsOf } from '../sql/steps.ts'

export async function* steps(changeset: Changeset, rendering: Rendering): AsyncIterable<Step> {
  for (const change of changeset.changes) yield* await stepsOf({ ...changeset, changes: [change] }, rendering)
}

/** Throws a ChangelogError where nothing undoes it. */
export async function* rollbackSteps(changeset: Changeset, rendering: Rendering): AsyncIterable<Step> {
  yield* await rollbackStepsOf(changeset, rendering)
}
