// trueup plan: a plan to review, fingerprinted and proven, in a file that apply takes.

import type { Catalog } from '../catalog/catalog.ts'
import { kinds } from '../kinds/all.ts'
import { render, type Format } from '../output/format.ts'
import { twoSources, type Call } from './call.ts'
import { compareFor } from './compare-for.ts'
import { compare, type CompareOptions } from '../compare/compare.ts'
import { EXIT } from './exit.ts'
import { landmarksOf } from './landmarks.ts'
import { tellNotes } from './notes.ts'
import { planFile, writtenPlan, type PlanFile } from './plan-file.ts'
import { selectionOptionsOf } from '../compare/selection.ts'
import { deliver } from './terminal.ts'

/**
 * Proves itself unless `prove` is false.
 * @throws UnsafePlanError unless `unsafe`; FailedProofError where the proof shows that the plan is wrong
 */
export async function plan(database: string, definition: string, options: CompareOptions = {}): Promise<PlanFile> {
  return (await planWithGoal(database, definition, options)).file
}

/** With the state that the plan leads to, which the file does not hold. */
export async function planWithGoal(
  database: string,
  definition: string,
  options: CompareOptions,
): Promise<{ file: PlanFile; goal: Catalog }> {
  const comparison = await compare(database, definition, { ...options, prove: options.prove ?? true })
  const file = planFile(comparison.plan, {
    compared: selectionOptionsOf(options),
    unsaid: comparison.unsaid,
    unsafe: options.unsafe ?? false,
    major: comparison.goal.major,
    landmarks: { from: landmarksOf(comparison.current, kinds), to: landmarksOf(comparison.goal, kinds) },
  })
  return { file, goal: comparison.goal }
}

/**
 * With --output the plan goes to that file, for apply, and its text to the terminal, or what --format says to standard
 * output; without, what --format says to standard output.
 */
export async function run(call: Call): Promise<number> {
  const [database, definition] = twoSources(call, ['database', 'definition'])
  const { settings, terminal } = call
  const { output, format, quiet = false } = settings
  const made = await plan(database, definition, compareFor(call))
  const { colour } = terminal
  const asked = format === 'json' && output !== undefined ? undefined : format
  const written = (as: Format): string =>
    as === 'json' ? writtenPlan(made) : render(made, as, { colour: colour.output, quiet })

  if (output !== undefined) deliver(terminal, writtenPlan(made), output)
  if (output === undefined || asked !== undefined) terminal.print(written(asked ?? 'text'))
  else if (!quiet) terminal.tell(`${render(made, 'text', { colour: colour.notes })}\n`)
  if (asked === 'sql' || asked === 'json') tellNotes(terminal, made, quiet)
  if (output !== undefined && !quiet) terminal.tell(`Written to ${output}`)
  return made.transactions.length > 0 ? EXIT.different : EXIT.same
}
