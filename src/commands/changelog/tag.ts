// trueup changelog tag: gives the last changeset that ran a tag.

import { tag } from '../../changelog/run/mark.ts'
import { UsageError } from '../../compare/errors.ts'
import type { Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { trackingOf } from './project.ts'
import { sessionOptions } from './run-options.ts'
import { withTarget } from './target.ts'

export async function run(call: Call): Promise<number> {
  const { settings, terminal, arguments: given } = call
  const [name = settings.tag, ...rest] = given
  if (name === undefined || rest.length > 0)
    throw new UsageError('changelog tag takes one tag: trueup changelog tag v1')
  await withTarget(call, (on) => tag(on, name, { ...trackingOf(call), ...sessionOptions(call) }))
  if (!settings.quiet) terminal.tell(`Tagged the last changeset that ran as ${name}.`)
  return EXIT.same
}
