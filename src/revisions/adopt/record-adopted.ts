// Writes the adopted revisions into a database's history: all in one transaction, under the lock that every run takes.

import type { Connection } from '../../connection/connection.ts'
import { RevisionError } from '../errors.ts'
import type { History } from '../history/read.ts'
import { record, type NewEvent } from '../history/record.ts'
import { ensureHistory, quoted } from '../history/table.ts'
import type { Repeatable, Revision } from '../revision.ts'
import { liveRun, type RunOptions } from '../run/live.ts'
import { recordedPlainly } from '../run/step.ts'

export interface Adopted {
  /** Each after what it builds on. */
  readonly revisions: readonly Revision[]
  readonly repeatables: readonly Repeatable[]
  /** Of the database as it is. */
  readonly fingerprint: string | null
  /** Puts the files where they belong; called once the history is written, before it is committed. */
  readonly write: () => void
}

/** The ids that were recorded; none where all of them were there. */
export function recordAdopted(
  connection: Connection,
  options: RunOptions,
  adopted: Adopted,
): Promise<readonly string[]> {
  return liveRun(connection, options, async ({ history, table }) => {
    refuseOther(history, adopted.revisions)
    const events = eventsOf(history, adopted)
    if (events.length === 0) {
      adopted.write()
      return []
    }
    await ensureHistory(connection, table)
    await recordedPlainly(connection, async () => {
      for (const event of events) await record(connection, table, { ...event, tag: options.tag ?? null })
      adopted.write()
    })
    return events.map(({ revision }) => revision)
  })
}

/** A database that Trueup has run itself is not for another tool's history to say anything about. */
export function refuseOther(history: History, revisions: readonly Revision[]): void {
  const ids = new Set(revisions.map(({ id }) => id))
  const others = [...history.applied.keys()].filter((id) => !ids.has(id))
  if (others.length === 0) return
  throw new RevisionError(
    `The database has revisions of Trueup's already (${others.slice(0, 3).join(', ')}${others.length > 3 ? ', …' : ''} in ${quoted(history.table)}), so nothing was done. ` +
      '`trueup current` shows them; `trueup stamp` records others.',
  )
}

function eventsOf(history: History, { revisions, repeatables, fingerprint }: Adopted): readonly NewEvent[] {
  const events: NewEvent[] = [
    ...revisions
      .filter(({ id }) => !history.applied.has(id))
      .map(({ id, parents, message, up, down }): NewEvent => ({
        action: 'adopt',
        revision: id,
        parents,
        message,
        checksum: up.checksum,
        downSql: down?.text ?? null,
      })),
    ...repeatables
      .filter(({ name }) => !history.repeatables.has(name))
      .map(({ name, script }): NewEvent => ({ action: 'repeatable', revision: name, checksum: script.checksum })),
  ]
  const last = events.at(-1)
  return last ? [...events.slice(0, -1), { ...last, schema: fingerprint }] : []
}
