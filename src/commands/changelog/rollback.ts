// trueup changelog rollback: takes changesets of a database back, or prints the SQL that does.

import { duration } from '../../apply/events.ts'
import type { Changelog } from '../../changelog/changelog.ts'
import { folderFiles } from '../../changelog/read/files.ts'
import type { RollbackTarget } from '../../changelog/run/plan-rollback.ts'
import { rollback } from '../../changelog/run/rollback.ts'
import type { ScriptOptions } from '../../changelog/script/frame.ts'
import { pendingRollbackScript, rollbackScript } from '../../changelog/script/rollback-script.ts'
import { UsageError } from '../../compare/errors.ts'
import type { Call } from '../call.ts'
import { counted } from '../counted.ts'
import { EXIT } from '../exit.ts'
import { deliver } from '../terminal.ts'
import { untilInterrupted } from '../until-interrupted.ts'
import { namedChangeset } from './named-changeset.ts'
import { openChangelog, scopeOf, searchPathOf, tellWarnings, trackingOf } from './project.ts'
import { sessionOptions } from './run-options.ts'
import { withTarget } from './target.ts'

export async function run(call: Call): Promise<number> {
  const { settings, terminal } = call
  const target = settings.pending ? null : targetOf(call)
  const changelog = openChangelog(call)
  tellWarnings(call, changelog)
  const { compatibility, resume } = settings
  const options = { ...scopeOf(call), ...trackingOf(call), compatibility, resume, hasFile: elsewhere(call, changelog) }
  if (target === null) return printPending(call, changelog, options)
  if (settings.sql) {
    deliver(terminal, await withTarget(call, (on) => rollbackScript(on, changelog, target, options)), settings.output)
    return EXIT.same
  }
  const { ran, elapsedMs } = await untilInterrupted(call, (signal) =>
    withTarget(call, (on) => rollback(on, changelog, target, { ...options, ...sessionOptions(call, signal) })),
  )
  if (!settings.quiet)
    terminal.tell(
      ran.length === 0 ? 'Nothing to do.' : `Done in ${duration(elapsedMs)}: ${counted(ran.length)} rolled back.`,
    )
  return EXIT.same
}

/** Files of the search path; not those beside the changelog's own that nothing includes: they may have been of it. */
function elsewhere(call: Call, { problems }: Changelog): (path: string) => boolean {
  const files = folderFiles(searchPathOf(call))
  const orphans = new Set(problems.filter(({ rule }) => rule === 'not-included').map(({ file }) => file))
  return (path) => files.read(path) !== null && !orphans.has(files.display(path))
}

async function printPending(call: Call, changelog: Changelog, options: ScriptOptions): Promise<number> {
  const { settings, terminal, arguments: words } = call
  if (!settings.sql || words.length > 0)
    throw new UsageError('changelog rollback --pending goes with --sql, and with --count or --to-tag alone')
  const limits = { count: settings.count, toTag: settings.toTag }
  const script = await withTarget(call, (on) => pendingRollbackScript(on, changelog, { ...options, ...limits }))
  deliver(terminal, script, settings.output)
  return EXIT.same
}

function targetOf(call: Call): RollbackTarget {
  const { settings, arguments: words } = call
  const { count, toDate } = settings
  const changeset = namedChangeset(call)
  const [tag = settings.tag, ...rest] = words
  if (rest.length > 0) throw new UsageError(`changelog rollback takes one tag, not ${words.length}`)
  const given = [
    ...(tag === undefined ? [] : [{ tag }]),
    ...(count === undefined ? [] : [{ count }]),
    ...(toDate === undefined ? [] : [{ toDate }]),
    ...(changeset === null ? [] : [{ changeset }]),
  ]
  const [target, ...others] = given
  if (target && others.length === 0) return target
  throw new UsageError(
    'changelog rollback needs one of --tag <tag>, --count <number>, --to-date <time> and --changeset-identifier <path::id::author>',
  )
}
