// Runs the repeatable files that are due on a live database that has all revisions, and records that they ran. What a file
// itself cannot do is done by a plan in its place.

import { readCatalog } from '../../catalog/read.ts'
import { serverError } from '../../apply/errors.ts'
import { RevisionError } from '../errors.ts'
import { record, type NewEvent } from '../history/record.ts'
import { ensureHistory } from '../history/table.ts'
import type { Repeatable, Script } from '../revision.ts'
import type { Ran } from '../run/carry.ts'
import { ScriptError } from '../run/errors.ts'
import { HistoryRecorder } from '../run/keep.ts'
import type { LiveRun } from '../run/live.ts'
import { runScript } from '../run/script.ts'
import { recorded, recordedPlainly, stepsOf } from '../run/step.ts'
import { readHistory } from '../history/read.ts'
import { dueOf, isStale, type Due, type Making, type RepeatableOptions } from './due.ts'
import type { Made, Unit } from './made.ts'
import { replanned } from './replan.ts'
import { asBefore } from './set-aside.ts'

export interface Repeated {
  readonly ran: readonly Ran[]
  readonly notes: readonly string[]
}

/**
 * What says that the file's own statements cannot bring it about: an object is there already, with other columns, arguments or
 * another result, or something depends on it.
 */
const NEEDS_PLAN = new Set([
  '42P16', // invalid_table_definition: CREATE OR REPLACE VIEW with other columns
  '42P13', // invalid_function_definition: another result or other names of arguments
  '42P07', // duplicate_table
  '42723', // duplicate_function
  '42710', // duplicate_object
  '42809', // wrong_object_type: a view in place of a materialized view
  '2BP01', // dependent_objects_still_exist
])

export async function repeat(
  run: LiveRun,
  files: readonly Repeatable[],
  making: Making,
  options: RepeatableOptions,
): Promise<Repeated> {
  const made = await making()
  const ran: Ran[] = []
  const notes: string[] = []
  if (made === null) {
    for (const file of files.filter((one) => isStale(run.history, one)))
      ran.push(await execute(run, { files: [file], script: file.script, keys: new Set() }, file.script))
    if (files.length > 0)
      notes.push('there is no shadow to find out what the repeatable files make: those that were edited were run')
    return { ran, notes }
  }
  const tried = new Set<Unit>()
  for (let due = await dueOf(run.connection, run.history, made, options); due.length > 0;) {
    const open = due.filter(({ unit }) => !tried.has(unit))
    const again = due.filter(({ unit, differences }) => tried.has(unit) && differences.length > 0)
    for (const { unit } of open) ran.push(await bringAbout(run, made, unit, options))
    for (const { unit } of again) await execute(run, unit, await replanned(run.connection, made, unit, options))
    for (const { unit } of open) tried.add(unit)
    const history = await readHistory(run.connection, run.table)
    due = await dueOf(run.connection, history, made, options)
    if (again.length === 0) continue
    notes.push(...due.map(stillDiffers))
    break
  }
  return { ran, notes }
}

const stillDiffers = ({ unit, differences }: Due): string =>
  `${unit.script.file} ran, and the database still is not as it says: ${differences.slice(0, 5).join('; ')}`

/** By its own statements, or by a plan. */
async function bringAbout(run: LiveRun, made: Made, unit: Unit, options: RepeatableOptions): Promise<Ran> {
  // Made anew by its own statements, it would be whoever's runs them, and nobody else's to read.
  const before = dropsSomething(unit) ? await readCatalog(run.connection) : null
  try {
    const ran = await execute(run, unit, unit.script)
    const back = before && (await asBefore(run.connection, { before, keys: unit.keys }, options))
    if (back) await runScript(run.connection, back, { work: run.work, pinned: run.pinned })
    return ran
  } catch (error) {
    const cause = error instanceof RevisionError ? error.cause : null
    if (!(cause instanceof ScriptError) || cause.aftermath !== 'rolled back' || cause.stepsDone > 0) throw error
    if (!NEEDS_PLAN.has(serverError(cause.cause)?.code ?? '')) throw error
    return execute(run, unit, await replanned(run.connection, made, unit, options))
  }
}

const dropsSomething = ({ script }: Unit): boolean =>
  stepsOf(script).some((step) => 'statement' in step && step.statement.words[0] === 'drop')

async function execute(run: LiveRun, unit: Unit, script: Script): Promise<Ran> {
  const [first, ...others] = unit.files
  if (!first) throw new Error('a repeatable unit without a file: a bug in repeatable/made.ts')
  const started = performance.now()
  const shown = { direction: 'upgrade', revision: `repeatable/${first.name}`, message: '' } as const
  run.tell({ type: 'revision', ...shown, index: 1, count: 1 })
  run.options.signal?.throwIfAborted()
  await run.lock.assertHeld()
  await ensureHistory(run.connection, run.table)
  const recorder = new HistoryRecorder(run, eventOf(run, first), script)
  try {
    if (stepsOf(script).length === 0) await recorded(run.connection, recorder, (one) => one.done(0))
    else await runScript(run.connection, script, { recorder, work: run.work, pinned: run.pinned })
    await recordedPlainly(run.connection, async () => {
      for (const other of others) await record(run.connection, run.table, eventOf(run, other))
    })
  } catch (error) {
    throw await failed(run, unit, recorder, error)
  }
  const elapsedMs = performance.now() - started
  run.tell({ type: 'revision done', ...shown, elapsedMs })
  return { id: first.name, message: '', elapsedMs }
}

const eventOf = ({ options }: LiveRun, { name, script }: Repeatable): NewEvent => ({
  action: 'repeatable',
  revision: name,
  checksum: script.checksum,
  tag: options.tag ?? null,
})

async function failed(run: LiveRun, unit: Unit, recorder: HistoryRecorder, error: unknown): Promise<unknown> {
  if (!(error instanceof ScriptError)) return error
  if (error.aftermath !== 'committed' && error.stepsDone > 0)
    await recorded(run.connection, recorder, () => recorder.failed(error.message)).catch(() => undefined)
  return new RevisionError(
    `The repeatable file ${unit.script.file} failed:\n${error.message}\n` +
      (error.aftermath === 'rolled back' && error.stepsDone === 0
        ? 'It was rolled back; the revisions before it are done. Correct the file, and run `trueup upgrade` again.'
        : 'A part of it is done, outside of transactions. Correct the file, and run `trueup upgrade` again: it runs from its beginning.'),
    null,
    { cause: error },
  )
}
