// A database that no tool has scripts of: one revision that makes it as it is, found by comparing nothing with it, shown to
// be right in a shadow, up and down. Writes nothing.

import type { CompareOptions } from '../../compare/compare.ts'
import { RevisionError } from '../errors.ts'
import { autogenerate } from '../author/autogenerate.ts'
import { newId, type NewRevision } from '../files/write.ts'

export interface BaselineOptions extends CompareOptions {
  readonly message?: string | undefined
  readonly revId?: string | undefined
}

export interface Baseline {
  readonly revision: NewRevision
  readonly notes: readonly string[]
}

/** Roles belong to the whole server: where they are missing, whoever made them here makes them there. */
const ROLES = ['role:*', 'role membership:*', 'role setting:*']

const OWNERS = 'Whoever runs the baseline owns what it makes; --owners writes the owners that there are'

/** @param major the server's own */
export async function baseline(database: string, major: number, options: BaselineOptions): Promise<Baseline> {
  const { owners = false, exclude = [] } = options
  const { generated, warnings } = await autogenerate([], database, {
    ...options,
    // It is the goal here, not where to begin.
    database: undefined,
    owners,
    exclude: [...exclude, ...ROLES],
    major,
    online: 'never',
    rename: [],
  })
  if (!generated)
    throw new RevisionError(
      'The database is empty, so there is nothing to take over: write the first revision with trueup revision.',
    )
  const { upBody, downBody, losesData, irreversible, schema } = generated
  return {
    revision: {
      id: options.revId ?? newId(),
      parents: [],
      message: options.message ?? 'baseline',
      schema,
      upBody,
      downBody,
      losesData,
      irreversible,
    },
    notes: owners ? warnings : [...warnings, OWNERS],
  }
}
