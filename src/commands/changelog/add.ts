// trueup changelog add: writes the next changeset from what differs, with its precondition and its rollback, proven.

import { addChangesets } from '../../changelog/add/add.ts'
import { noArguments, type Call } from '../call.ts'
import { counted } from '../counted.ts'
import { EXIT } from '../exit.ts'
import { deliver } from '../terminal.ts'
import { projectOf, verifyOptions } from './verify.ts'

export async function run(call: Call): Promise<number> {
  noArguments(call)
  const { settings, terminal } = call
  const { message, into, dryRun } = settings
  const added = await addChangesets(projectOf(call), { ...verifyOptions(call), message, into, dryRun })
  if (added === null) {
    if (!settings.quiet)
      terminal.tell(
        settings.definition === undefined || settings.from !== undefined
          ? 'Nothing to add: an upgraded database comes to the same as a fresh one.'
          : 'Nothing to add: the files lead to the definition.',
      )
    return EXIT.same
  }
  if (dryRun) deliver(terminal, added.changesets.map((one) => one.text).join('\n'), settings.output)
  if (settings.quiet) return EXIT.same
  for (const line of added.differences) terminal.tell(`  ${line}`)
  for (const risk of added.risks) terminal.tell(`note: ${risk}: see to such rows in the changeset, before it`)
  const since = added.earlier ? `; an upgrade from ${added.earlier.revision} (${added.earlier.why}) was proven` : ''
  terminal.tell(
    `${dryRun ? 'Would write' : 'Wrote'} ${counted(added.changesets.length)} to ${added.path}: ` +
      `${added.changesets.map(({ author, id }) => `${author}:${id}`).join(', ')}${since}; the way back too.`,
  )
  return EXIT.same
}
