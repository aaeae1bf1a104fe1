// Preconditions in a script for psql, which asks them when it runs: a script cannot know what the changesets before them will have
// made of the database. Sends nothing.

import { literal } from '../../catalog/identifier.ts'
import { placeText } from '../../source/source-error.ts'
import type { OnFail, Precondition, Preconditions } from '../changelog.ts'
import { dbmsMatches } from '../filters/dbms.ts'
import { changesetExecuted, objectQuery, rowsQuery } from '../preconditions/queries.ts'
import type { TrackingTables } from '../tracking/tables.ts'

export interface Asking {
  readonly tables: TrackingTables
  /** Of names without a schema. */
  readonly defaultSchema: string
  /** The path of the changeset that asks. */
  readonly path: string
  /** The changeset, for people. */
  readonly name: string
}

/** What the script does; `markRan` records it without running it. */
export interface Branches {
  readonly run: string
  readonly markRan: string
}

/** psql's `\if` around a changeset (the manual, psql). */
export function guarded(asking: Asking, preconditions: Preconditions, { run, markRan }: Branches): string {
  const { onFail, onError } = preconditions
  // An error that is to stop the script stops it by itself.
  const handlesErrors = onError !== 'HALT'
  const asked = all(asking, preconditions.all, handlesErrors)
  const action = (how: OnFail): string[] => otherwise(how, asking, preconditions, markRan)
  return [
    ...(handlesErrors
      ? ['\\set trueup_error false', '\\set ON_ERROR_STOP off', ...asked, '\\set ON_ERROR_STOP on']
      : asked),
    ...(handlesErrors ? ['\\if :trueup_error', ...(onError === 'WARN' ? [run] : action(onError)), '\\else'] : []),
    '\\if :trueup_holds',
    run,
    '\\else',
    ...(onFail === 'WARN' ? [run] : action(onFail)),
    '\\endif',
    ...(handlesErrors ? ['\\endif'] : []),
  ].join('\n')
}

function otherwise(
  how: OnFail,
  { name }: Asking,
  { onFailMessage, ...place }: Preconditions,
  markRan: string,
): string[] {
  const text = `Preconditions of ${name} (${placeText(place)}) do not hold${onFailMessage === null ? '' : `: ${onFailMessage}`}`
  if (how === 'MARK_RAN') return [markRan]
  if (how === 'CONTINUE') return [`\\echo ${literal(`${text}; it is passed over`).replace(/^E/, '')}`]
  return [`DO $trueup$ BEGIN RAISE '%', ${literal(text)}; END $trueup$;`]
}

type Lines = readonly string[]

/** Sets trueup_holds; the next is asked only where those before it hold, as it may need what they ask for. */
function all(asking: Asking, tests: readonly Precondition[], handlesErrors: boolean): Lines {
  const [first, ...rest] = tests.map((test) => one(asking, test, handlesErrors))
  if (!first) return ['\\set trueup_holds true']
  return [...first, ...rest.flatMap((lines) => ['\\if :trueup_holds', ...lines, '\\endif'])]
}

/** Of none, none holds. */
function any(asking: Asking, tests: readonly Precondition[], handlesErrors: boolean): Lines {
  const [first, ...rest] = tests.map((test) => one(asking, test, handlesErrors))
  if (!first) return ['\\set trueup_holds false']
  return [...first, ...rest.flatMap((lines) => ['\\if :trueup_holds', '\\else', ...lines, '\\endif'])]
}

function one(asking: Asking, test: Precondition, handlesErrors: boolean): Lines {
  switch (test.type) {
    case 'and':
      return all(asking, test.of, handlesErrors)
    case 'or':
      return any(asking, test.of, handlesErrors)
    case 'not':
      return [...any(asking, test.of, handlesErrors), `SELECT NOT :'trueup_holds'::bool AS trueup_holds \\gset`]
    default: {
      const failed = handlesErrors
        ? ['\\if :ERROR', '\\set trueup_error true', '\\set trueup_holds false', '\\endif']
        : []
      return [`SELECT ${condition(asking, test)} AS trueup_holds \\gset`, ...failed]
    }
  }
}

type Single = Exclude<Precondition, { readonly of: readonly Precondition[] }>

/** As SQL. */
function condition({ tables, defaultSchema, path }: Asking, test: Single): string {
  switch (test.type) {
    case 'dbms':
      return String(dbmsMatches([test.names]))
    case 'changeLogPropertyDefined':
    case 'expectedQuotingStrategy':
      return String(test.holds)
    case 'runningAs':
      return `lower(current_user) = ${literal(test.username.toLowerCase())}`
    case 'changeSetExecuted': {
      const { id, author, changeLogFile } = test
      return `EXISTS (${changesetExecuted(tables, { id, author, path: changeLogFile ?? path })})`
    }
    case 'sqlCheck':
      return sqlCheck(test.sql, test.expectedResult)
    case 'tableIsEmpty':
      return `(${rowsQuery(test, defaultSchema).sql}) = 0`
    case 'rowCount':
      return `(${rowsQuery(test, defaultSchema).sql}) = ${test.expectedRows}`
    default:
      return `EXISTS (${objectQuery(test, defaultSchema).sql})`
  }
}

/** One value, as PostgreSQL prints it, which a cast of a boolean does not; NULL equals nothing. Anything else is an error. */
const sqlCheck = (sql: string, expected: string): string =>
  `(SELECT CASE WHEN count(*) = 1 THEN coalesce(min(text) = ${literal(expected)}, false)
    ELSE ('the query of a precondition gave ' || count(*) || ' rows, not one value')::boolean END
  FROM (SELECT CASE WHEN value IS NOT NULL THEN format('%s', value) END AS text FROM (SELECT (SELECT q.*) AS value FROM (
${sql.replace(/[\s;]+$/, '')}
) AS q) AS r) AS v)`
