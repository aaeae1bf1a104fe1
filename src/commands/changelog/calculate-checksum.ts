// trueup changelog calculate-checksum: prints the checksum of a changeset as its files are now. Asks no database.

import { checksum } from '../../changelog/checksum/checksum.ts'
import { CURRENT_VERSION } from '../../changelog/checksum/version.ts'
import { UsageError } from '../../compare/errors.ts'
import type { Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { deliver } from '../terminal.ts'
import { changesetNamed, namedChangeset } from './named-changeset.ts'
import { openChangelog, tellWarnings } from './project.ts'

export async function run(call: Call): Promise<number> {
  const { settings, terminal, arguments: given } = call
  const wanted = given.length > 1 ? null : namedChangeset(call, given[0])
  if (wanted === null)
    throw new UsageError(
      'changelog calculate-checksum takes one changeset: trueup changelog calculate-checksum db/changelog.sql::1::ann',
    )
  const changelog = openChangelog(call)
  tellWarnings(call, changelog)
  deliver(terminal, `${checksum(changesetNamed(changelog, wanted), CURRENT_VERSION)}\n`, settings.output)
  return EXIT.same
}
