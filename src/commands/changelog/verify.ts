// trueup changelog verify: whether a database that is upgraded comes to the same as one that is made from scratch.

import { report, type ReportFormat } from '../../changelog/verify/report.ts'
import { verifyChangelog, type ChangelogProject, type VerifyChangelogOptions } from '../../changelog/verify/verify.ts'
import { UsageError } from '../../compare/errors.ts'
import { noArguments, type Call } from '../call.ts'
import { compareFor } from '../compare-for.ts'
import { EXIT } from '../exit.ts'
import { deliver } from '../terminal.ts'
import { openChangelog, scopeOf, searchPathOf, tellWarnings, trackingOf } from './project.ts'

export async function run(call: Call): Promise<number> {
  noArguments(call)
  const { settings, terminal } = call
  const format = reportFormat(call)
  tellWarnings(call, openChangelog(call))
  const started = performance.now()
  const found = await verifyChangelog(projectOf(call), verifyOptions(call))
  deliver(terminal, report(found, format), settings.output)
  if (!settings.quiet) {
    if (found.assumedRoles.length > 0)
      terminal.tell(`note: the changesets name roles that they do not create: ${found.assumedRoles.join(', ')}`)
    terminal.tell(`Verified in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
  }
  return found.isRight ? EXIT.same : EXIT.different
}

export const projectOf = (call: Call): ChangelogProject => ({
  folders: searchPathOf(call),
  read: (files) => openChangelog(call, files),
})

export function verifyOptions(call: Call): VerifyChangelogOptions {
  const { settings } = call
  const compare = { ...compareFor(call), chooseRenames: undefined }
  const { shadow } = settings
  if (shadow === 'target')
    throw new UsageError('changesets are run in shadows of their own: --shadow names a server, pglite or embedded')
  return {
    ...scopeOf(call),
    ...trackingOf(call),
    server: shadow === 'embedded' ? undefined : shadow,
    compatibility: settings.compatibility,
    from: settings.from,
    prepare: settings.prepare,
    major: settings.postgresql,
    // A revision that is named is what is asked about, not a definition that the configuration names.
    definition: settings.from === undefined ? settings.definition : undefined,
    compare: { ...compare, prove: settings.prove },
    onStage: compare.onStage,
  }
}

function reportFormat({ settings }: Pick<Call, 'settings'>): ReportFormat {
  const { format = 'text' } = settings
  if (format === 'text' || format === 'json' || format === 'markdown') return format
  throw new UsageError(`--format of changelog verify is text, json or markdown, not ${format}`)
}
