// For which PostgreSQL a new revision is written: what it runs on counts, which is seldom what developers have at hand.

import { connect } from '../../connection/connect.ts'
import { ConnectionError } from '../../connection/errors.ts'
import type { Call } from '../call.ts'
import { databaseOf, targetOf } from './target.ts'

/** A host that nothing answers from must not keep anybody: the database only says its version. */
const TIMEOUT_SECONDS = '3'

/** What --postgresql says, else the named database's own; null: neither, and whoever asks goes by the revisions. */
export async function majorWanted(
  call: Call,
): Promise<{ readonly major: number; readonly from: string | null } | null> {
  const { postgresql } = call.settings
  if (postgresql !== undefined) return { major: postgresql, from: null }
  if (databaseOf(call) === null) return null
  const environment = { PGCONNECT_TIMEOUT: TIMEOUT_SECONDS, ...process.env }
  try {
    const connection = await connect(targetOf(call), { environment })
    const { major, description } = connection.server
    await connection.close()
    return { major, from: description }
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error
    return null
  }
}
