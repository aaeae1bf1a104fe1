// trueup changelog diff: the SQL that turns the database into a definition. The tables of the changelog are no part of it.

import { UsageError } from '../../compare/errors.ts'
import type { Call } from '../call.ts'
import { compareFor } from '../compare-for.ts'
import { diff } from '../diff.ts'
import { showPlan } from '../show-plan.ts'
import { excludedBy } from './project.ts'
import { connectionString, definitionOf, settingsOfTarget } from './target.ts'

export async function run(call: Call): Promise<number> {
  const [typed, ...rest] = call.arguments
  const definition = definitionOf(call, typed)
  if (definition === undefined || rest.length > 0)
    throw new UsageError('changelog diff takes one definition: SQL files, or another database (--reference-url)')
  const from = connectionString(settingsOfTarget(call))
  const { plan } = await diff(from, definition, { ...compareFor(call), exclude: excludedBy(call) })
  return showPlan(call, plan, 'sql')
}
