// What became of a transaction whose COMMIT was sent and never answered.

import type { Connection } from '../connection/connection.ts'
import { serverError } from './errors.ts'
import { pause } from './pause.ts'

export interface Fate {
  readonly answer: 'committed' | 'aborted' | 'unknown'
  /** The new session that asked; the caller's to close. Null unless it was committed. */
  readonly connection: Connection | null
}

const GIVE_UP_MS = 30_000
const POLL_MS = 250

/** Asks from a new session, and goes on asking while the server restarts or the transaction is still committing. */
export async function fateOf(lost: Connection, transactionId: string): Promise<Fate> {
  for (const started = Date.now(); Date.now() - started < GIVE_UP_MS; await pause(POLL_MS)) {
    const connection = await lost.clone().catch(() => null)
    if (!connection) continue
    const status = await statusOf(connection, transactionId)
    if (status === 'committed') return { answer: 'committed', connection }
    await connection.close().catch(() => undefined)
    if (status === 'aborted' || status === 'unknown') return { answer: status, connection: null }
  }
  return { answer: 'unknown', connection: null }
}

/** Null: ask again. */
async function statusOf(connection: Connection, transactionId: string): Promise<Fate['answer'] | null> {
  try {
    const [row] = await connection.query<{ status: string | null }>(
      `select pg_xact_status('${transactionId}'::xid8) as status`,
    )
    if (row?.status === 'committed' || row?.status === 'aborted') return row.status
    return row?.status === 'in progress' ? null : 'unknown'
  } catch (error) {
    // A transaction "in the future" (22023) was lost in a crash before anything of it reached the disk.
    return serverError(error)?.code === '22023' ? 'aborted' : null
  }
}
