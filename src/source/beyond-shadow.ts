// Statements whose effect would reach beyond the shadow: to another server, to files, to the roles of a server that is in use.
// Says what is run in their place; runs nothing.

import { NAME, namesIn } from './prescan.ts'
import { SourceError } from './source-error.ts'
import { handlingOf, type SqlStatement } from './sql-statement.ts'
import { optionsOf, withOptions } from './statement-options.ts'

export interface ShadowFacts {
  /** Nothing on its server is anybody's. */
  readonly embedded: boolean
  /** The database that statements are loaded into. */
  readonly database: string
  /** That its server had before. */
  readonly roles: ReadonlySet<string>
}

/** What is run in its place, or why it is skipped. */
export type Contained = { readonly run: SqlStatement } | { readonly skipped: string }

/** Throws a SourceError where what it says can only be had from elsewhere. */
export function contained(statement: SqlStatement, shadow: ShadowFacts): Contained {
  const [first, second] = statement.words
  if (handlingOf(statement) === 'skip') return { skipped: 'It is about the server, not about what the database holds.' }
  if (second === 'subscription') return subscription(statement)
  if (first === 'import' && second === 'foreign')
    throw new SourceError(
      'IMPORT FOREIGN SCHEMA asks another server, and a definition is to say by itself what it holds. Write the CREATE FOREIGN TABLE statements that it makes, as pg_dump --schema-only prints them.',
      statement,
    )
  if (first === 'copy' && reachesFiles(statement.words))
    return { skipped: 'It is about files or programs, not about what the database holds.' }
  return shadow.embedded ? { run: statement } : onGivenServer(statement, shadow)
}

const reachesFiles = (words: readonly string[]): boolean =>
  words.includes('program') || (words.includes('to') && !words.includes('stdout'))

const VERB = new RegExp(String.raw`^\w+\s+subscription\s+(?:if\s+exists\s+)?${NAME}(?:\s+(\w+)(?:\s+(\w+))?)?`, 'i')
/** What connect = false turns off; they may not be said to be on with it (42601). */
const CONNECTING = new Set(['connect', 'enabled', 'create_slot', 'copy_data'])
const ON_THE_SLOT = new Set(['failover', 'two_phase'])

/** Nothing here may reach a publisher, who would get a slot, or lose one. */
function subscription(statement: SqlStatement): Contained {
  const { sql, words } = statement
  const [, quoted, plain, verb = '', object = ''] = VERB.exec(sql) ?? []
  const run = (text: string): Contained => ({ run: { ...statement, sql: text } })
  if (words[0] === 'create') return run(withOptions(sql, CONNECTING, ['connect = false']))
  if (words[0] === 'drop') return run(withoutSlot(quoted === undefined ? `${plain}` : `"${quoted}"`, sql))
  if (words[0] !== 'alter') return { run: statement }
  switch (verb.toLowerCase()) {
    case 'enable':
    case 'refresh':
      return { skipped: 'It is about the publisher, which a definition must not reach.' }
    case 'set':
    case 'add':
    case 'drop':
      if (object.toLowerCase() === 'publication')
        return run(withOptions(sql, new Set(['refresh', 'copy_data']), ['refresh = false']))
      if (!optionsOf(sql)?.items.some(({ name }) => ON_THE_SLOT.has(name))) return { run: statement }
      throw new SourceError(
        'failover and two_phase are changed on the publisher too, which a definition must not reach. Say them in CREATE SUBSCRIPTION.',
        statement,
      )
    default:
      return { run: statement }
  }
}

/** DROP SUBSCRIPTION drops its slot on the publisher, unless it has none. */
const withoutSlot = (name: string, sql: string): string => `do $trueup$ begin
  if exists (select from pg_catalog.pg_subscription
              where subname = (pg_catalog.parse_ident('${name.replaceAll("'", "''")}'))[1]
                and subdbid = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())) then
    alter subscription ${name} disable;
    alter subscription ${name} set (slot_name = none);
  end if;
end $trueup$;
${sql}`

const ROLES = new Set(['role', 'user', 'group'])
const LIST = String.raw`${NAME}(?:\s*,\s*${NAME})*`
const OF_ROLES = new RegExp(String.raw`\b(?:role|user|group)\s+(?:if\s+exists\s+)?(${LIST})`, 'i')
const OWNED = new RegExp(String.raw`\bowned\s+by\s+(${LIST})`, 'i')
const MEMBERSHIP = new RegExp(
  String.raw`^\w+\s+(?:(?:admin|inherit|set)\s+option\s+for\s+)?(?<roles>${LIST})\s+(?:to|from)\s+(?<members>${LIST})`,
  'i',
)
const OF_DATABASE = new RegExp(String.raw`\bdatabase\s+(${NAME})`, 'i')

const OTHERS = 'It is about what the shadow’s server has already, which stays as it is.'

/** Roles and other databases of a server that is in use are not ours to change. */
function onGivenServer(statement: SqlStatement, shadow: ShadowFacts): Contained {
  const { sql, words } = statement
  const [first = '', second = ''] = words
  const isThere = (role: string): boolean => shadow.roles.has(role)
  const rolesIn = (pattern: RegExp): string[] => names(pattern.exec(sql)?.[1])
  if ((first === 'alter' || first === 'drop') && ROLES.has(second)) {
    if (words[2] === 'mapping' || words.includes('database')) return { run: statement }
    if (rolesIn(OF_ROLES).some((role) => role === 'all' || isThere(role))) return { skipped: OTHERS }
  }
  if (first === 'comment' && ROLES.has(words[2] ?? '') && rolesIn(OF_ROLES).some(isThere)) return { skipped: OTHERS }
  if (second === 'owned' && rolesIn(OWNED).some(isThere)) return { skipped: OTHERS }
  if ((first === 'grant' || first === 'revoke') && !/\bon\b/i.test(sql)) {
    const { roles, members } = MEMBERSHIP.exec(sql)?.groups ?? {}
    if (names(roles).some(isThere) && names(members).some(isThere)) return { skipped: OTHERS }
  }
  const isOnDatabase = ['alter', 'comment', 'grant', 'revoke'].includes(first) && words.includes('database')
  if (isOnDatabase && rolesIn(OF_DATABASE).some((name) => name !== shadow.database)) return { skipped: OTHERS }
  return { run: statement }
}

const names = (list: string | undefined): string[] => (list === undefined ? [] : namesIn(list, new RegExp(NAME, 'g')))
