// Which kinds a database has no object of: their queries need not be sent. Most databases have few of the kinds that there are.

import type { Connection } from '../connection/connection.ts'
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
}

export async function presentKinds(connection: Connection, kinds: readonly AnyKind[]): Promise<readonly AnyKind[]> {
  const catalogs = [...new Set(kinds.map(ownCatalog).filter((catalog) => catalog !== null))]
  const found = catalogs.map((catalog) => `('${catalog}', exists (select from ${catalog} where oid >= 16384))`)
  const [row] = await connection.query<Row>(`
    select array(select distinct relkind::text from pg_class where oid >= 16384) as relkind,
           array(select distinct typtype::text from pg_type where oid >= 16384) as typtype,
           array(select distinct prokind::text from pg_proc where oid >= 16384) as prokind,
           array(select name from (values ${found.join(', ')}) own(name, used) where used) as catalogs`)
  return kinds.filter((kind) => isPresent(kind, row!))
}

const ownCatalog = (kind: AnyKind): string | null =>
  kind.present || kind.catalog === null || SHARED.has(kind.catalog) ? null : kind.catalog

function isPresent(kind: AnyKind, row: Row): boolean {
  if (kind.present) return isAny(kind.present, row)
  const catalog = ownCatalog(kind)
  return catalog === null || row.catalogs.includes(catalog)
}

const isAny = (presence: Presence, row: Row): boolean =>
  (['relkind', 'typtype', 'prokind'] as const).some((name) =>
    presence[name]?.some((letter) => row[name].includes(letter)),
  )
