// Why an upgrade fails: what its statement misses is in a fresh database, and there is a changeset to blame that it is not here.
// Reads what was seen; runs nothing.

import { serverError } from '../../apply/errors.ts'
import { wholeOf, type CatalogObject } from '../../catalog/object.ts'
import { diff } from '../../diff/diff.ts'
import { kinds } from '../../kinds/all.ts'
import { identity } from '../changelog.ts'
import type { ChangelogError } from '../errors.ts'
import { MigrationError } from '../run/errors.ts'
import { changesetKey } from '../tracking/ran.ts'
import { differencesOf, suspectText, type Difference, type Suspect } from './blame.ts'
import { mentions, placeOf, type Evidence } from './evidence.ts'
import { droppedAndNotMade } from './remarks.ts'

const MOST_HINTS = 10

export function hintsOf(error: ChangelogError, evidence: Evidence): string[] {
  const dropped = droppedAndNotMade(evidence)
  const cause = serverError(error.cause)
  if (!cause || !MISSING.has(cause.code)) return [...dropped, ...(cause ? advice(cause.code) : [])]
  const blamed = missedBy(error, evidence)
    .filter(({ difference: { droppedBy } }) => droppedBy === null || dropped.length === 0)
    .map(({ object, difference: { blame } }) => {
      const [later] = comingLater(object, evidence)
      const why = later ? `${suspectText(later)}` : blame && suspectText(blame)
      return `${object.key} is in a fresh database${why ? `; here ${why}` : ''}`
    })
  return [...dropped, ...blamed].slice(0, MOST_HINTS)
}

/** Where a table lacks a column that its edited definition has. */
export const nextSteps = (error: ChangelogError, evidence: Evidence): string[] =>
  missedBy(error, evidence).some(({ object }) => object.kind === 'column' && comingLater(object, evidence).length === 0)
    ? ['`trueup changelog add` writes a changeset that adds what is missing, before that.']
    : []

export interface Missed {
  readonly object: CatalogObject
  readonly difference: Difference
}

/** What the statement that failed names, and is in a fresh database; without what its own changeset makes there. */
export function missedBy(error: ChangelogError, evidence: Evidence): Missed[] {
  const cause = serverError(error.cause)
  if (!cause || !MISSING.has(cause.code)) return []
  const names = namesIn(cause.message)
  const missing = diff(evidence.upgraded.catalog, evidence.fresh.catalog, kinds).filter(
    (change) => change.verb === 'create' && isOne(change.desired, names),
  )
  const failed = error instanceof MigrationError ? error.changeset : null
  return differencesOf(missing, evidence).flatMap((difference) => {
    const object = evidence.fresh.catalog.objects.get(difference.key)
    return object && difference.fresh?.identity !== failed ? [{ object, difference }] : []
  })
}

/** Changesets that the upgrade has not come to, and that speak of it. */
export function comingLater(object: CatalogObject, { earlier, current, happened, codeOf }: Evidence): Suspect[] {
  const names = [...new Set([wholeOf(object).name, object.name])]
  return current.changesets
    .filter((one) => !earlier.has(changesetKey(one)) && !happened.has(identity(one)))
    .filter((one) => /\b(?:create|add)\b/i.test(codeOf(one)) && names.every((name) => mentions(codeOf(one), name)))
    .map((one) => ({ ...placeOf(one), why: 'speaks of it, and comes after the one that fails' }))
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
