// trueup changelog history: what ran on a database, by deployment.

import { rowIdentity } from '../../changelog/pending/select.ts'
import type { RanChangeset } from '../../changelog/tracking/ran.ts'
import { readExistingState } from '../../changelog/tracking/state.ts'
import { listingFormat, noArguments, type Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { deliver, toJson } from '../terminal.ts'
import { trackingOf } from './project.ts'
import { withTarget } from './target.ts'

export async function run(call: Call): Promise<number> {
  noArguments(call)
  const { settings, terminal } = call
  const format = listingFormat(call)
  const { ran } = await withTarget(call, (on) => readExistingState(on, trackingOf(call)))
  deliver(terminal, format === 'json' ? toJson(ran) : asText(ran), settings.output)
  return EXIT.same
}

function asText(ran: readonly RanChangeset[]): string {
  if (ran.length === 0) return 'Nothing has run.\n'
  const lines: string[] = []
  let deployment: string | null | undefined
  for (const row of ran) {
    if (row.deploymentId !== deployment) {
      deployment = row.deploymentId
      lines.push(`${lines.length > 0 ? '\n' : ''}deployment ${deployment ?? '?'} (${row.liquibase ?? '?'})`)
    }
    const date = row.dateExecuted.replace(/\.\d+$/, '')
    const tag = row.tag === null ? '' : `  [${row.tag}]`
    lines.push(
      `  ${String(row.orderExecuted).padStart(4)}  ${date}  ${row.execType.padEnd(8)}  ${rowIdentity(row)}${tag}`,
    )
  }
  return `${lines.join('\n')}\n`
}
