// Why an upgrade fails: what its statement misses is in a fresh database, and there is a changeset to blame that it is not here.
// Reads what was seen; runs nothing.

import { serverError } from '../../apply/errors.ts'
import type { CatalogObject } from '../../catalog/object.ts'
import { diff } from '../../diff/diff.ts'
import { kinds } from '../../kinds/all.ts'
import type { ChangelogError } from '../errors.ts'
import { MigrationError } from '../run/errors.ts'
import { differencesOf, suspectText, type Evidence } from './blame.ts'
import { droppedAndNotMade } from './remarks.ts'

const MOST_HINTS = 10

export function hintsOf(error: ChangelogError, evidence: Evidence): string[] {
  const dropped = droppedAndNotMade(evidence)
  const cause = serverError(error.cause)
  if (!cause || !MISSING.has(cause.code)) return [...dropped, ...(cause ? advice(cause.code) : [])]
  const names = namesIn(cause.message)
  const missing = diff(evidence.upgraded.catalog, evidence.fresh.catalog, kinds).filter(
    (change) => change.verb === 'create' && isOne(change.desired, names),
  )
  const failed = error instanceof MigrationError ? error.changeset : null
  const blamed = differencesOf(missing, evidence)
    .filter(({ droppedBy, fresh }) => (droppedBy === null || dropped.length === 0) && fresh?.identity !== failed)
    .map(({ key, blame }) => `${key} is in a fresh database${blame === null ? '' : `; here ${suspectText(blame)}`}`)
  return [...dropped, ...blamed].slice(0, MOST_HINTS)
}

/** 42703 undefined_column, 42P01 undefined_table, 42883 undefined_function, 42704 undefined_object, 3F000 invalid_schema_name. */
const MISSING = new Set(['42703', '42P01', '42883', '42704', '3F000'])

/** `column a.n does not exist`, `relation "s.t" does not exist`, `function f(integer) does not exist`: the last part of each name. */
function namesIn(message: string): ReadonlySet<string> {
  const named = message.matchAll(/"([^"]+)"|(?:column|function|procedure|schema) ([\w.$]+)/g)
  return new Set(Array.from(named, ([, quoted, plain]) => (quoted ?? plain ?? '').split('.').at(-1) ?? ''))
}

const COLUMNS = new Set(['column', 'view column'])

/** Of what has parts, and no part of another; columns stand for themselves. */
function isOne({ kind, name, parent, identity }: CatalogObject, names: ReadonlySet<string>): boolean {
  if (kind === 'function' || kind === 'procedure')
    return names.has(
      identity
        .replace(/\([^]*$/, '')
        .split('.')
        .at(-1) ?? '',
    )
  return (COLUMNS.has(kind) || parent === null || parent.kind === 'schema') && names.has(name)
}

/** 42P16 invalid_table_definition: columns of a view; 42P13 invalid_function_definition: what a routine returns. */
const advice = (code: string): string[] =>
  code === '42P16' || code === '42P13'
    ? [
        'CREATE OR REPLACE cannot change that: put DROP … IF EXISTS before it in the changeset. What depends on it must be dropped ' +
          'before, and made again after, by changesets that run again (runOnChange, with their text changed too).',
      ]
    : []
