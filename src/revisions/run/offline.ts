// A range of revisions as one SQL script, for somebody who runs it by hand with psql: with the lock, the checks and the rows
// of the history that Trueup itself would have written. Reads no database.

import { literal } from '../../catalog/identifier.ts'
import { ADVISORY_LOCK } from '../../apply/lock.ts'
import { placeText } from '../../source/source-error.ts'
import { mayChangeSession } from '../../source/sql-statement.ts'
import { refuseUnedited } from '../author/unedited.ts'
import { RevisionError } from '../errors.ts'
import { insertEvent, progressOf, TOOL, type NewEvent } from '../history/record.ts'
import { makeHistory, quoted, type HistoryTable } from '../history/table.ts'
import type { Segment, Step } from '../revision.ts'
import { nameOf, type Task } from './carry.ts'
import { stepsChecksum, shownStep } from './keep.ts'
import { mayShareTransaction } from './send.ts'
import { placeOfStep } from './errors.ts'
import { stepsOf } from './step.ts'

export interface OfflineOptions {
  readonly table: HistoryTable
  /** Ids that the database must have. */
  readonly has: readonly string[]
  /** Ids that it must not have. */
  readonly lacks: readonly string[]
  /** The table is made first. */
  readonly creates: boolean
  readonly lockTimeoutMs: number
  readonly tag?: string | null
}

/** Who ran it is known only when it runs. */
const BY = `session_user || ${literal(` (by hand, with SQL that ${TOOL} wrote)`)}`

const UNLOCK = 'DO $trueup$ BEGIN PERFORM pg_advisory_unlock_all(); END $trueup$;'

/** Throws a RevisionError where a step is a program, or a place is yet to be filled in. */
export function offlineSql(title: string, tasks: readonly Task[], options: OfflineOptions): string {
  for (const task of tasks) refusePrograms(task)
  refuseUnedited(tasks.flatMap(({ script }) => script ?? []))
  const parts = [
    opening(title, tasks, options),
    ...(options.creates ? [`${makeHistory(options.table)};`] : []),
    guard(options),
    ...(tasks.length === 0 ? ['-- There is nothing to do.'] : []),
    ...tasks.map((task, i) => taskSql(task, `${i + 1} of ${tasks.length}`, options)),
    UNLOCK,
  ]
  return `${parts.join('\n\n')}\n`
}

export function offlineStamp(title: string, events: readonly NewEvent[], options: OfflineOptions): string {
  const creates = options.creates ? [`${makeHistory(options.table)};`] : []
  const rows = events.map((event) => `${insertEvent(options.table, { ...event, tag: options.tag ?? null }, BY)};`)
  const body = ['BEGIN;', ...creates, guard(options), ...rows, 'COMMIT;'].join('\n')
  return `${[opening(title, [], options), body, UNLOCK].join('\n\n')}\n`
}

function refusePrograms({ id, script, parents }: Task): void {
  for (const step of script ? stepsOf(script) : []) {
    if ('statement' in step) continue
    throw new RevisionError(
      `it runs ${step.program.path}, a program, which cannot be written as SQL. Have \`trueup upgrade ${id}\` run it on the database; ` +
        `write the SQL up to ${parents.join(' and ') || 'base'}, and from ${id} on, as two ranges.`,
      step.program,
    )
  }
}

const opening = (title: string, tasks: readonly Task[], { lockTimeoutMs }: OfflineOptions): string =>
  [
    `-- ${title}, written by ${TOOL}.`,
    ...tasks.map((task) => `--   ${nameOf(task)}`),
    `-- Run it with psql, in a session of its own: psql -X -f <this file> <database>`,
    `\\set ON_ERROR_STOP on`,
    `SET lock_timeout = ${lockTimeoutMs};`,
    `DO $trueup$ BEGIN PERFORM pg_advisory_lock(${ADVISORY_LOCK.classId}, ${ADVISORY_LOCK.objectId}); END $trueup$;`,
  ].join('\n')

/** Stops where the database is not where the script begins. */
function guard({ table, has, lacks }: OfflineOptions): string {
  const state = `SELECT DISTINCT ON (revision) revision, action FROM ${quoted(table)} WHERE status = 'done' AND action <> 'repeatable' ORDER BY revision, position DESC`
  const applied = `ARRAY(SELECT revision FROM (${state}) s WHERE action NOT IN ('downgrade', 'unstamp'))`
  const list = (ids: readonly string[]): string => `ARRAY[${ids.map(literal).join(', ')}]::text[]`
  return [
    'DO $trueup$',
    'DECLARE',
    `  applied text[] := ${applied};`,
    'BEGIN',
    ...(has.length > 0
      ? [
          `  IF NOT applied @> ${list(has)} THEN`,
          `    RAISE 'this script begins after %, which this database does not have', ${literal(has.join(', '))};`,
          '  END IF;',
        ]
      : []),
    ...(lacks.length > 0
      ? [
          `  IF applied && ${list(lacks)} THEN`,
          `    RAISE 'this database has some of what this script brings: it has %', applied;`,
          '  END IF;',
        ]
      : []),
    `  IF EXISTS (SELECT FROM ${quoted(table)} WHERE status = 'running') THEN`,
    `    RAISE 'a run was interrupted on this database: let trueup finish it first';`,
    '  END IF;',
    'END',
    '$trueup$;',
  ].join('\n')
}

function taskSql(task: Task, count: string, options: OfflineOptions): string {
  const { script, direction } = task
  const head = `-- ${task.action ?? direction} ${count}: ${nameOf(task)}${script ? ` (${script.file})` : ''}`
  const steps = script ? stepsOf(script) : []
  const event: NewEvent = {
    action: task.action ?? direction,
    revision: task.id,
    parents: task.parents,
    message: task.message,
    checksum: script?.checksum ?? null,
    steps: steps.length,
    downSql: task.downSql,
    tag: options.tag ?? null,
  }
  if (!script || steps.length === 0) return `${head}\nBEGIN;\n${insertEvent(options.table, event, BY)};\nCOMMIT;`
  let before = 0
  const segments = script.segments.map((segment) => {
    const sql = segmentSql(segment, { task, event, steps, before, options })
    before += segment.steps.length
    return sql
  })
  const resets = steps.some((step) => 'statement' in step && mayChangeSession(step.statement))
  const reset = resets ? [`RESET SESSION AUTHORIZATION;\nRESET ALL;\nSET lock_timeout = ${options.lockTimeoutMs};`] : []
  return [head, ...segments, ...reset].join('\n\n')
}

interface Written {
  readonly task: Task
  readonly event: NewEvent
  readonly steps: readonly Step[]
  readonly before: number
  readonly options: OfflineOptions
}

function segmentSql({ transactional, steps }: Segment, written: Written): string {
  const { before, task } = written
  if (!transactional) return steps.map((step, i) => outsideSql(step, { ...written, before: before + i })).join('\n\n')
  const timeout = task.lockTimeoutMs === null ? [] : [`SET LOCAL lock_timeout = ${task.lockTimeoutMs};`]
  return ['BEGIN;', ...timeout, ...steps.map(stepSql), done(written, before + steps.length), 'COMMIT;'].join('\n')
}

function outsideSql(step: Step, written: Written): string {
  const { before } = written
  if ('statement' in step && mayShareTransaction(step.statement))
    return ['BEGIN;', stepSql(step), done(written, before + 1), 'COMMIT;'].join('\n')
  const begun = { ...extent(written, before), status: 'running', begun: shownStep(step) } as const
  return [row(written, before, begun), stepSql(step), done(written, before + 1)].join('\n')
}

const extent = ({ steps }: Written, count: number): Pick<NewEvent, 'stepsDone' | 'stepsChecksum'> => ({
  stepsDone: count,
  stepsChecksum: stepsChecksum(steps, count),
})

const done = (written: Written, count: number): string =>
  row(written, written.before, {
    ...extent(written, count),
    status: count === written.steps.length ? 'done' : 'running',
    begun: null,
  })

/** The first row of a revision is new; those after bring it forward. */
function row(written: Written, before: number, progress: Partial<NewEvent>): string {
  const { table } = written.options
  const isFirst = before === 0 && !('begun' in progress && progress.begun === null && beginsOutside(written))
  if (isFirst) return `${insertEvent(table, { ...written.event, ...progress }, BY)};`
  const last = `SELECT max(position) FROM ${quoted(table)} WHERE revision = ${literal(written.task.id)}`
  return `UPDATE ${quoted(table)} SET ${progressOf(progress)} WHERE position = (${last});`
}

/** Its first step was recorded as begun already. */
function beginsOutside({ task }: Written): boolean {
  const [first] = task.script?.segments ?? []
  const [step] = first?.steps ?? []
  return (
    first?.transactional === false && step !== undefined && 'statement' in step && !mayShareTransaction(step.statement)
  )
}

function stepSql(step: Step): string {
  if ('program' in step) throw new Error(`${placeText(placeOfStep(step))}: a program in offline SQL: a bug`)
  const { sql, copyData } = step.statement
  return copyData === null ? `${sql};` : `${sql};\n${copyData}\\.`
}
