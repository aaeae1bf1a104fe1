// trueup apply: runs a reviewed plan, or whatever brings a database to its definition, and checks that it worked.

import { existsSync } from 'node:fs'
import { applyPlan, type ApplyOptions as RunOptions, type ApplyReport, type State } from '../apply/apply.ts'
import { duration } from '../apply/events.ts'
import { showProgress } from '../apply/progress.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { fingerprint } from '../catalog/fingerprint.ts'
import { readCatalog } from '../catalog/read.ts'
import { isConnectionString, withConnection } from '../connection/connect.ts'
import type { Connection } from '../connection/connection.ts'
import { differences } from '../diff/describe.ts'
import { select } from '../diff/select.ts'
import { kinds } from '../kinds/all.ts'
import { toText } from '../output/text.ts'
import type { Plan } from '../plan/plan.ts'
import { translated } from '../prove/like-form.ts'
import { onServer } from '../prove/older-server.ts'
import { answered } from '../compare/answered.ts'
import { confirm } from './ask.ts'
import { twoSources, type Call } from './call.ts'
import { compareFor } from './compare-for.ts'
import type { CompareOptions } from '../compare/compare.ts'
import { UsageError } from '../compare/errors.ts'
import { untilInterrupted } from './until-interrupted.ts'
import { EXIT } from './exit.ts'
import { compareLandmarks, compareWithPlan, landmarksOf } from './landmarks.ts'
import { lossesOf } from '../compare/losses.ts'
import { tellWhatRemains } from './notes.ts'
import { planWithGoal } from './plan.ts'
import { readPlanFile, type PlanFile } from './plan-file.ts'
import { selectionOf } from '../compare/selection.ts'

export interface ApplyOptions extends Omit<RunOptions, 'readState' | 'unsafe'> {
  readonly unsafe?: boolean | undefined
}

const MOST_NAMED = 20

export interface Applied extends ApplyReport {
  readonly plan: Plan
}

/** Runs a plan that `plan` made; a plan that loses data was made with `unsafe`, and needs no second word. */
export function applyPlanFile(file: PlanFile, database: string, options: ApplyOptions = {}): Promise<Applied> {
  return applyTowards(null, file, database, options)
}

/** @param goal to say what differs from it, down to the attribute; null: the plan file knows only which objects */
async function applyTowards(
  goal: Catalog | null,
  file: PlanFile,
  database: string,
  options: ApplyOptions,
): Promise<Applied> {
  const report = await withConnection(database, (connection) =>
    applyPlan(file, connection, {
      ...options,
      unsafe: options.unsafe ?? file.unsafe,
      readState: (on, inTransaction) => readState(file, goal, on, inTransaction),
    }),
  )
  return { ...report, plan: file }
}

/** Brings the database to its definition. `review` is shown the plan first, and throws where it must not run. */
export async function apply(
  database: string,
  definition: string,
  options: CompareOptions & ApplyOptions & { readonly review?: (plan: Plan) => Promise<void> } = {},
): Promise<Applied> {
  const { file, goal } = await planWithGoal(database, definition, options)
  if (file.transactions.length > 0) await options.review?.(file)
  return applyTowards(goal, file, database, options)
}

async function readState(
  file: PlanFile,
  goal: Catalog | null,
  connection: Connection,
  inTransaction: boolean,
): Promise<State> {
  const selection = selectionOf(file.compared)
  const read = await readCatalog(connection, { inTransaction })
  const whole = read.major === file.major ? read : onServer(await translated(read, file.major, {}), read.major)
  const found = answered(select(whole, selection), selection, file.unsaid)
  return {
    fingerprint: fingerprint(found, kinds),
    describeDifference: (expected) => {
      if (goal && expected === file.to) return differences(found, goal).slice(0, MOST_NAMED)
      const landmarks = landmarksOf(found, kinds)
      if (expected === file.from) return compareWithPlan(landmarks, file.landmarks)
      return expected === file.to ? compareLandmarks(landmarks, file.landmarks.to) : []
    },
  }
}

export async function run(call: Call): Promise<number> {
  const { settings } = call
  const options: ApplyOptions = {
    ...(settings.lockTimeoutMs === undefined ? {} : { lockTimeoutMs: settings.lockTimeoutMs }),
    ...(settings.retries === undefined ? {} : { retries: settings.retries }),
    ...(settings.abandon === undefined ? {} : { abandon: settings.abandon }),
    ...(settings.unsafe === undefined ? {} : { unsafe: settings.unsafe }),
    hooks: { before: settings.before ?? [], after: settings.after ?? [] },
    ...(settings.quiet ? {} : { onProgress: showProgress(process.stderr) }),
  }
  return tellReport(call, await untilInterrupted(call, (signal) => carryOut(call, { ...options, signal })))
}

function carryOut(call: Call, options: ApplyOptions): Promise<Applied> {
  const [first, second, ...rest] = call.arguments
  if (rest.length > 0) throw new UsageError('apply takes a plan, or a database and a definition')
  if (first !== undefined && isPlan(first, second)) {
    const file = readPlanFile(first)
    return applyPlanFile(file, databaseFor(call, first, second), options)
  }
  const [database, definition] = twoSources(call, ['database', 'definition'])
  if (!isConnectionString(database)) throw new UsageError(`apply changes a database, and ${database} is none`)
  return apply(database, definition, { ...compareFor(call), ...options, review: (plan) => review(call, plan) })
}

/** A file alone, or a JSON file and the database that it is for; a snapshot is no database. */
const isPlan = (first: string, second: string | undefined): boolean =>
  second === undefined
    ? existsSync(first) || first.endsWith('.json')
    : first.endsWith('.json') && isConnectionString(second)

function databaseFor(call: Call, path: string, given: string | undefined): string {
  const database =
    given ??
    call.settings.database ??
    ((process.env['PGDATABASE'] ?? process.env['PGSERVICE']) ? 'application_name=trueup' : undefined)
  if (database === undefined)
    throw new UsageError(`To which database is ${path} to be applied? Name it with --database, or --env, or PGDATABASE`)
  return database
}

/** On a terminal a plan that nobody has reviewed is shown first. */
async function review(call: Call, plan: Plan): Promise<void> {
  const { terminal, settings } = call
  if (settings.yes || !terminal.interactive) return
  terminal.tell(toText(plan, { colour: terminal.colour.notes }))
  await confirm(lossesOf(plan) === '' ? 'Apply this plan?' : 'This plan loses data. Apply it?')
}

function tellReport(call: Call, report: Applied): number {
  const { terminal, settings } = call
  for (const { hook, message } of report.failedHooks)
    terminal.tell(`This was to run afterwards and failed: ${hook}: ${message}`)
  if (!settings.quiet)
    terminal.tell(
      report.outcome === 'nothing to do'
        ? 'Nothing to do: the database is as wanted.'
        : `Applied in ${duration(report.elapsedMs)}; the catalog was read again, and is as wanted.`,
    )
  if (!settings.quiet && report.outcome === 'applied') tellWhatRemains(terminal, report.plan)
  return report.failedHooks.length > 0 ? EXIT.error : EXIT.same
}
