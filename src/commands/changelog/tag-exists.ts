// trueup changelog tag-exists: says whether a changeset that ran has a tag. Exits with 0 either way, as Liquibase does.

import { readExistingState } from '../../changelog/tracking/state.ts'
import { UsageError } from '../../compare/errors.ts'
import type { Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { deliver } from '../terminal.ts'
import { trackingOf } from './project.ts'
import { withTarget } from './target.ts'

export async function run(call: Call): Promise<number> {
  const { settings, terminal, arguments: given } = call
  const [name = settings.tag, ...rest] = given
  if (name === undefined || rest.length > 0)
    throw new UsageError('changelog tag-exists takes one tag: trueup changelog tag-exists v1')
  const { ran } = await withTarget(call, (on) => readExistingState(on, trackingOf(call)))
  const isThere = ran.some(({ tag }) => tag === name)
  deliver(terminal, isThere ? `The tag ${name} exists.\n` : `The tag ${name} does not exist.\n`, settings.output)
  return EXIT.same
}
