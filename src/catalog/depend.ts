// pg_depend, folded onto the objects of a catalog. An endpoint that is no object of ours (a view's _RETURN rule, a table's
// row type, an array type) stands for the object that it is part of: along deptype `i`, then `a`. Knows no kind.

import { wholeAddress, type Addresses } from './address.ts'
import type { CatalogObject } from './object.ts'
import type { Dependency } from './catalog.ts'
import { supportFunctions } from './support-functions.ts'

/** Columns of pg_depend, one array each. */
export interface DependRows {
  readonly classid: readonly number[]
  readonly objid: readonly number[]
  readonly objsubid: readonly number[]
  readonly refclassid: readonly number[]
  readonly refobjid: readonly number[]
  readonly refobjsubid: readonly number[]
  readonly deptype: readonly string[]
}

export const DEPEND_COLUMNS = [
  'classid',
  'objid',
  'objsubid',
  'refclassid',
  'refobjid',
  'refobjsubid',
  'deptype',
] as const

/**
 * What is left out: that a partition depends on its parent and a sequence on its column, since these links are objects of
 * their own; that objects depend on their schema, a default and a NOT NULL on their column, since these are their parents;
 * row and array types that nothing uses; a base type's functions on the type, which is a shell while they are made; on the
 * partitioned table's, indexes and keys of partitions, whose place is an object of its own, and foreign keys that
 * PostgreSQL makes on partitions by itself.
 */
export const dependQuery = `
  select classid::int8, objid::int8, objsubid, refclassid::int8, refobjid::int8, refobjsubid,
         -- A loose member of an operator family is tied to the family and to its operator alike; it is part of the family.
         case when deptype = 'a' and classid in ('pg_amop'::regclass, 'pg_amproc'::regclass) and refclassid <> 'pg_opfamily'::regclass
              then 'n' else deptype end as deptype
    from pg_depend d
   where deptype in ('n', 'a', 'i', 'P', 'S') and objid >= 16384 and refobjid >= 16384
     and not (deptype in ('P', 'S') and classid in ('pg_class'::regclass, 'pg_constraint'::regclass))
     and refclassid <> 'pg_namespace'::regclass
     and not (deptype = 'a' and classid = 'pg_attrdef'::regclass)
     and not (deptype = 'i' and classid = 'pg_trigger'::regclass)
     and not (classid = 'pg_proc'::regclass and refclassid = 'pg_type'::regclass
              and (refobjid, objid) in (${supportFunctions}))
     and not (classid = 'pg_constraint'::regclass and objid in (
              select k.oid from pg_constraint k join pg_constraint pk on pk.oid = k.conparentid and pk.conrelid = k.conrelid
               where k.contype = 'f'))
     and not (deptype = 'a' and classid = 'pg_constraint'::regclass and refobjsubid > 0
              and objid in (select oid from pg_constraint where contype = 'n'))
     and not (deptype = 'i' and classid = 'pg_type'::regclass and objid not in (
              select unnest(array[u.refobjid, t.typelem]) from pg_depend u join pg_type t on t.oid = u.refobjid
               where u.refclassid = 'pg_type'::regclass and u.refobjid >= 16384 and u.deptype in ('n', 'a')))
     and not (deptype in ('n', 'a') and classid = 'pg_class'::regclass and refclassid = 'pg_class'::regclass and refobjsubid = 0
              and objsubid = 0 and exists (select from pg_inherits where inhrelid = objid and inhparent = refobjid))
     and not (deptype = 'a' and classid = 'pg_class'::regclass and refclassid = 'pg_class'::regclass and refobjsubid > 0
              and objsubid = 0 and exists (select from pg_sequence where seqrelid = objid))`

const isPartOf = (part: CatalogObject, whole: CatalogObject): boolean => {
  for (let at: CatalogObject | null = part; at; at = at.parent) if (at === whole) return true
  return false
}

/** @param byAddress objects; a member of an extension stands for its extension */
export function foldDependencies(
  rows: DependRows,
  addresses: Addresses,
  byAddress: ReadonlyMap<number, CatalogObject>,
): Dependency[] {
  const count = rows.classid.length
  const from = new Float64Array(count)
  const to = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    from[i] = addresses.of(rows.classid[i]!, rows.objid[i]!, rows.objsubid[i]!)
    to[i] = addresses.of(rows.refclassid[i]!, rows.refobjid[i]!, rows.refobjsubid[i]!)
  }
  const partOf = new Map<number, number>()
  for (const deptype of ['i', 'a'])
    for (let i = 0; i < count; i++)
      if (rows.deptype[i] === deptype && !byAddress.has(from[i]!) && !partOf.has(from[i]!)) partOf.set(from[i]!, to[i]!)

  const resolve = (address: number): CatalogObject | undefined => {
    let at: number | undefined = address
    for (let hops = 0; at !== undefined && hops < 8; hops++) {
      const object = byAddress.get(at) ?? byAddress.get(wholeAddress(at))
      if (object) return object
      at = partOf.get(at) ?? partOf.get(wholeAddress(at))
    }
    return undefined
  }

  const seen = new Set<string>()
  const dependencies: Dependency[] = []
  for (let i = 0; i < count; i++) {
    const [dependent, referenced] = [resolve(from[i]!), resolve(to[i]!)]
    if (!dependent || !referenced || isPartOf(dependent, referenced) || isPartOf(referenced, dependent)) continue
    const edge = `${dependent.key}\n${referenced.key}`
    if (seen.has(edge)) continue
    seen.add(edge)
    dependencies.push({ from: dependent.key, to: referenced.key })
  }
  return dependencies
}
