// trueup changelog unexpected: what ran on a database and is in no file.

import { rowIdentity, unexpectedRows } from '../../changelog/pending/select.ts'
import type { RanChangeset } from '../../changelog/tracking/ran.ts'
import { readExistingState } from '../../changelog/tracking/state.ts'
import { listingFormat, noArguments, type Call } from '../call.ts'
import { counted } from '../counted.ts'
import { EXIT } from '../exit.ts'
import { deliver, toJson } from '../terminal.ts'
import { openChangelog, trackingOf } from './project.ts'
import { withTarget } from './target.ts'

export async function run(call: Call): Promise<number> {
  noArguments(call)
  const { settings, terminal } = call
  const format = listingFormat(call)
  const changelog = openChangelog(call)
  const { description, rows } = await withTarget(call, async (on) => {
    const { ran } = await readExistingState(on, trackingOf(call))
    return { description: on.server.description, rows: unexpectedRows(changelog, ran) }
  })
  deliver(terminal, format === 'json' ? toJson(rows) : asText(description, rows), settings.output)
  return EXIT.same
}

const asText = (description: string, rows: readonly RanChangeset[]): string =>
  rows.length === 0
    ? `${description} contains no unexpected changes\n`
    : `${description} has ${counted(rows.length)} that no file has\n${rows.map((row) => `     ${rowIdentity(row)}\n`).join('')}`
