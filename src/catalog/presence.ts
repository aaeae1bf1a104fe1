// Which kinds a database has no object of: their queries need not be sent. Most databases have few of the kinds that there are.
// And which features: queries are shorter without them.

import type { Connection } from '../connection/connection.ts'
import { FEATURES } from '../kinds/feature.ts'
import type { AnyKind, Presence } from '../kinds/kind.ts'

/** Catalogs that several kinds share, or that not everyone may read: of these nothing is concluded. */
const SHARED = new Set([
  'pg_authid',
  'pg_namespace',
  'pg_class',
  'pg_type',
  'pg_proc',
  'pg_constraint',
  'pg_attrdef',
  'pg_user_mapping',
])

interface Row {
  relkind: readonly string[]
  typtype: readonly string[]
  prokind: readonly string[]
  catalogs: readonly string[]
  feature: readonly string[]
  version: string
}

export interface Present {
  readonly kinds: readonly AnyKind[]
  /** Features that nothing has. */
  readonly lacks: ReadonlySet<string>
  /** version() */
  readonly version: string
}

/** To be asked in the snapshot that is read then. */
export async function presentIn(connection: Connection, kinds: readonly AnyKind[]): Promise<Present> {
  const catalogs = [...new Set(kinds.map(ownCatalog).filter((catalog) => catalog !== null))]
  const found = catalogs.map((catalog) => `('${catalog}', exists (select from ${catalog} where oid >= 16384))`)
  const [row] = await connection.query<Row>(`
    select array(select relkind::text from (select distinct relkind from pg_class where oid >= 16384) c) as relkind,
           array(select typtype::text from (select distinct typtype from pg_type where oid >= 16384) t) as typtype,
           array(select prokind::text from (select distinct prokind from pg_proc where oid >= 16384) p) as prokind,
           array(select name from (values ${found.join(', ')}) own(name, used) where used) as catalogs,
           array(${featuresFound}) as feature, version()`)
  return {
    kinds: kinds.filter((kind) => isPresent(kind, row!)),
    lacks: new Set(FEATURES.flatMap(({ tests }) => Object.keys(tests)).filter((name) => !row!.feature.includes(name))),
    version: row!.version,
  }
}

/** Rows of names, or nulls. */
const featuresFound = FEATURES.map(({ from, tests }) => {
  const names = Object.entries(tests).map(([name, test]) => `case when bool_or(${test}) then '${name}' end`)
  return `select unnest(array[${names.join(', ')}]) from ${from}`
}).join(' union all ')

const ownCatalog = (kind: AnyKind): string | null =>
  kind.present || kind.catalog === null || SHARED.has(kind.catalog) ? null : kind.catalog

function isPresent(kind: AnyKind, row: Row): boolean {
  if (kind.present) return isAny(kind.present, row)
  const catalog = ownCatalog(kind)
  return catalog === null || row.catalogs.includes(catalog)
}

const isAny = (presence: Presence, row: Row): boolean =>
  (presence.feature !== undefined && row.feature.includes(presence.feature)) ||
  (['relkind', 'typtype', 'prokind'] as const).some((name) =>
    presence[name]?.some((letter) => row[name].includes(letter)),
  )
