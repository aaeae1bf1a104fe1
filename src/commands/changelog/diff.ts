// trueup changelog diff: the SQL that turns the database into a definition. The tables of the changelog are no part of it.

import { UsageError } from '../../compare/errors.ts'
import { render } from '../../output/format.ts'
import { compareFor } from '../compare-for.ts'
import { diff } from '../diff.ts'
import type { Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { tellNotes } from '../notes.ts'
import { deliver } from '../terminal.ts'
import { connectionString, definitionOf, settingsOfTarget } from './target.ts'

export async function run(call: Call): Promise<number> {
  const { settings, terminal } = call
  const [typed, ...rest] = call.arguments
  const definition = definitionOf(call, typed)
  if (definition === undefined || rest.length > 0)
    throw new UsageError('changelog diff takes one definition: SQL files, or another database (--reference-url)')
  const from = connectionString(settingsOfTarget(call))
  const { plan } = await diff(from, definition, { ...compareFor(call), exclude: withoutTracking(call) })
  const format = settings.format ?? 'sql'
  const quiet = settings.quiet ?? false
  if (format === 'sql') tellNotes(terminal, plan, quiet)
  const colour = terminal.colour.output && settings.output === undefined
  deliver(terminal, render(plan, format, { colour, quiet }), settings.output)
  return plan.transactions.length > 0 ? EXIT.different : EXIT.same
}

/** What the user leaves out, and the two tables. */
export function withoutTracking({ settings }: Pick<Call, 'settings'>): readonly string[] {
  const { liquibaseSchema, defaultSchema, changelogTable, lockTable, exclude } = settings
  const schema = liquibaseSchema ?? defaultSchema ?? '*'
  const names = [changelogTable ?? 'databasechangelog', lockTable ?? 'databasechangeloglock']
  return [...(exclude ?? []), ...names.map((name) => `table:${schema}.${name.toLowerCase()}`)]
}
