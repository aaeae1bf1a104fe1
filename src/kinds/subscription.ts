// A subscription of this database. Nothing here connects to a publisher: it may be proven in a shadow.
// Whether it is enabled is state of the running system, as a sequence's last value is. Its password is never read or printed.

import { ident, literal } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'

interface Subscription {
  /** Without passwords; null: hidden from the reading role. */
  connection: string | null
  hasPassword: boolean
  enabled: boolean
  /** In their order, unquoted. */
  publications: readonly string[]
  slotName: string | null
  binary: boolean
  /** `off`, `on` or `parallel`. */
  streaming: string
  synchronousCommit: string
  /** null before 15, as the next. */
  twoPhase: boolean | null
  disableOnError: boolean | null
  /** null before 16, as the next two. */
  passwordRequired: boolean | null
  runAsOwner: boolean | null
  origin: string | null
  /** null before 17. */
  failover: boolean | null
}

export const subscription = defineKind<Subscription>({
  type: 'subscription',
  keyword: 'SUBSCRIPTION',
  catalog: 'pg_subscription',
  parentCatalog: null,
  priority: 76,
  rebuildable: true,
  partOfParent: false,
  query: ({ major, superuser }) => `
    select s.oid::int8 as objid, 0 as objsubid, subname as name, subenabled as enabled,
           ${superuser ? `${withoutPassword} as connection, ${withoutPassword} <> rtrim(subconninfo) as "hasPassword"` : hiddenConnection},
           subpublications as publications, subslotname as "slotName", subbinary as binary,
           ${major >= 16 ? `case substream when 'f' then 'off' when 't' then 'on' else 'parallel' end` : `case when substream then 'on' else 'off' end`} as streaming,
           subsynccommit as "synchronousCommit",
           ${major >= 15 ? `subtwophasestate <> 'd'` : 'null::bool'} as "twoPhase",
           ${major >= 15 ? 'subdisableonerr' : 'null::bool'} as "disableOnError",
           ${major >= 16 ? 'subpasswordrequired' : 'null::bool'} as "passwordRequired",
           ${major >= 16 ? 'subrunasowner' : 'null::bool'} as "runAsOwner",
           ${major >= 16 ? 'suborigin' : 'null::text'} as origin,
           ${major >= 17 ? 'subfailover' : 'null::bool'} as failover
      from pg_subscription s
     where subdbid = (select oid from pg_database where datname = current_database())`,

  create: (s) => ({
    sql: [
      `CREATE SUBSCRIPTION ${s.identity} CONNECTION ${literal(s.shape.connection ?? '')}`,
      ` PUBLICATION ${s.shape.publications.map(ident).join(', ')}`,
      ` WITH (${createOptions(s).join(', ')})`,
    ].join(''),
    lock: 'none',
    risk: [
      'is made disabled and without connecting: make its slot on the publisher, then ENABLE and REFRESH PUBLICATION',
      ...(s.shape.connection === null ? ['its connection string is hidden from the reading role: set CONNECTION'] : []),
      ...(s.shape.hasPassword ? ['its connection string lacks the password: set CONNECTION'] : []),
    ].join('; '),
    remains: true,
  }),
  drop: (s) => [
    ...(s.shape.slotName === null ? [] : withoutSlot(s)),
    {
      sql: `DROP SUBSCRIPTION ${s.identity}`,
      lock: 'none',
      ...(s.shape.hasPassword && { losesData: `the password of subscription ${s.identity}` }),
    },
  ],
  rename: (from, to) => alter(from, `RENAME TO ${ident(to)}`),
  occupies: (s) => [`subscription ${s.identity}`],
  uncovered: (s) =>
    s.shape.connection === null ? 'its connection string is hidden from the reading role and is not compared' : null,

  attributes: {
    connection: {
      alter: (s, _from, to, was) => ({
        ...alter(s, `CONNECTION ${literal(to ?? '')}`),
        ...(was.shape.hasPassword && {
          losesData: `the password in the connection string of subscription ${s.identity}`,
        }),
      }),
      same: (from, to) => from === null || to === null,
      open: true,
    },
    hasPassword: 'rendered',
    enabled: 'rendered',
    publications: (s, _from, to) => alter(s, `SET PUBLICATION ${to.map(ident).join(', ')} WITH (refresh = false)`),
    slotName: (s, _from, to, was) => (to === null ? withoutSlot(was) : set(s, `slot_name = ${literal(to)}`)),
    binary: (s, _from, to) => set(s, `binary = ${to}`),
    streaming: (s, _from, to) => set(s, `streaming = ${to}`),
    synchronousCommit: (s, _from, to) => set(s, `synchronous_commit = ${literal(to)}`),
    // Their ALTER, where there is one, changes the slot on the publisher too, and so not in a transaction block.
    twoPhase: 'replace',
    failover: 'replace',
    disableOnError: (s, _from, to) => set(s, `disable_on_error = ${to}`),
    passwordRequired: (s, _from, to) => set(s, `password_required = ${to}`),
    runAsOwner: (s, _from, to) => set(s, `run_as_owner = ${to}`),
    origin: (s, _from, to) => set(s, `origin = ${to}`),
  },
})

/** The connection string, as key=value or URI, without password, sslpassword and oauth_client_secret. */
const withoutPassword = String.raw`rtrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(subconninfo,
             '\m(password|sslpassword|oauth_client_secret)\s*=\s*(''(\\.|[^''\\])*''|(\\.|[^\s\\&])*)\s*', '', 'gi'),
             '^(postgres(ql)?://[^:@/]*):[^@/]*@', '\1@'),
             '([?&])&+', '\1', 'g'), '[?&]$', ''))`

/** Column privileges are checked when a query is parsed: a role that may not read it must not name subconninfo. */
const hiddenConnection = `null::text as connection, false as "hasPassword"`

const createOptions = ({ name, shape: s }: CatalogObject<Subscription>): string[] => [
  'connect = false',
  // By default it is the subscription's name, even one that SQL could not give a slot (42602).
  ...(s.slotName === name ? [] : [`slot_name = ${s.slotName === null ? 'NONE' : literal(s.slotName)}`]),
  ...(s.binary ? ['binary = true'] : []),
  // Said even where it is the default, which 18 changed.
  `streaming = ${s.streaming}`,
  ...(s.synchronousCommit === 'off' ? [] : [`synchronous_commit = ${literal(s.synchronousCommit)}`]),
  ...(s.twoPhase ? ['two_phase = true'] : []),
  ...(s.disableOnError ? ['disable_on_error = true'] : []),
  ...(s.passwordRequired === false ? ['password_required = false'] : []),
  ...(s.runAsOwner ? ['run_as_owner = true'] : []),
  ...(s.origin === null || s.origin === 'any' ? [] : [`origin = ${s.origin}`]),
  ...(s.failover ? ['failover = true'] : []),
]

/** A subscription with a slot can only be dropped outside a transaction block, and by connecting to the publisher. */
const withoutSlot = (s: CatalogObject<Subscription>): Statement[] => [
  alter(s, 'DISABLE'),
  {
    ...set(s, 'slot_name = NONE'),
    risk: `the publisher keeps slot ${s.shape.slotName}, and with it all WAL from now on, until it is dropped there`,
    remains: true,
  },
]

const set = (s: CatalogObject<Subscription>, option: string): Statement => alter(s, `SET (${option})`)

const alter = (s: CatalogObject<Subscription>, clause: string): Statement => ({
  sql: `ALTER SUBSCRIPTION ${s.identity} ${clause}`,
  lock: 'none',
})
