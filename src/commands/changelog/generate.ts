// trueup changelog generate: what a database has, as a formatted SQL changelog that Trueup and Liquibase both run.

import { existsSync } from 'node:fs'
import { formattedChangelog } from '../../changelog/write/formatted.ts'
import { UsageError } from '../../compare/errors.ts'
import { noArguments, type Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { inspect } from '../inspect.ts'
import { tellNotes } from '../notes.ts'
import { deliver } from '../terminal.ts'
import { excludedBy } from './project.ts'
import { connectionString, settingsOfTarget } from './target.ts'

/** What belongs to a server, or to a database under its name, is no part of what a changelog makes elsewhere. */
const SHARED = ['role', 'role membership', 'role setting', 'database setting', 'parameter privilege'].map(
  (kind) => `${kind}:*`,
)

const NO_PROOF = { status: 'not proven', reason: null, rowsKept: 0 } as const

export async function run(call: Call): Promise<number> {
  noArguments(call)
  const { settings, terminal } = call
  const output = settings.output ?? settings.changelogFile
  if (output !== undefined && output !== '-') {
    if (!output.endsWith('.sql'))
      throw new UsageError(`${output}: changelog generate writes formatted SQL: name a file.sql with --output`)
    if (existsSync(output)) throw new UsageError(`${output} is there already: name another file, or remove it`)
  }
  const database = connectionString(settingsOfTarget(call))
  const { plan } = await inspect(database, { ...settings, exclude: [...excludedBy(call), ...SHARED] })
  tellNotes(terminal, { ...plan, proof: NO_PROOF }, settings.quiet ?? false)
  deliver(terminal, formattedChangelog(plan), output)
  if (output !== undefined && output !== '-' && !settings.quiet) terminal.tell(`Written to ${output}`)
  return EXIT.same
}
