// Whether two databases answered the same, before anything is made of their answers: what they say is compared as it came, and
// the oids in it one to one. True only where the catalogs are equal; where it is false they may be all the same.

import type { AnyKind } from '../kinds/kind.ts'
import { Addresses, FIRST_NORMAL_OID } from './address.ts'
import type { Answer } from './queries.ts'

/** All that a database answered, but for what it depends on and how large it is. */
export interface Answers {
  readonly major: number
  readonly user: string
  /** Those of which there is anything, and their rows in the same order. */
  readonly kinds: readonly AnyKind[]
  readonly rows: readonly Answer[]
  readonly classes: Answer
  readonly members: Answer
  readonly unmodelled: Answer
  /** Of a sketch: the build of PostgreSQL whose oids definitions may hold; null: definitions are as they are printed. */
  readonly sketchedBy: string | null
}

export function areSame(a: Answers, b: Answers): boolean {
  if (a.major !== b.major || a.user !== b.user || a.kinds.length !== b.kinds.length) return false
  if (!saySame(a.classes, b.classes) || !saySame(a.unmodelled, b.unmodelled)) return false
  if (!a.kinds.every((kind, i) => kind.type === b.kinds[i]!.type && saySame(a.rows[i]!, b.rows[i]!))) return false
  if (a.sketchedBy !== b.sketchedBy || (a.sketchedBy !== null && holdsOids(a))) return false
  const pairs = new Pairs(a.classes)
  return a.kinds.every((kind, i) => pairs.add(kind, a.rows[i]!, b.rows[i]!)) && pairs.agreeOn(a.members, b.members)
}

/** Of one database's objects, and therefore another in another; the oids of catalogs are the same everywhere. */
const OWN_OIDS: ReadonlySet<string> = new Set(['objid', 'parent'])

/** An answer whose rows were let go of, to make objects of them, tells nothing. */
function saySame(a: Answer, b: Answer): boolean {
  const columns = Object.keys(a)
  return (
    columns.length > 0 &&
    columns.length === Object.keys(b).length &&
    columns.every((column) => OWN_OIDS.has(column) || a[column] === b[column])
  )
}

/** Constants of types whose values are oids (regclass, regproc, aclitem, …, arrays of them, records); pg_depend does not know all of them. */
const OIDS_IN_VALUES =
  /:consttype (?:24|1008|103[34]|220[2-9]|221[01]|2249|2287|373[45]|3769|3770|4089|4090|409[67]|419[12]) /

const holdsOids = ({ kinds, rows }: Answers): boolean =>
  kinds.some(({ sketched }, i) => sketched !== undefined && OIDS_IN_VALUES.test(rows[i]?.[sketched] ?? ''))

type Numbers = readonly (number | null)[]

const numbers = (json: string | undefined): Numbers => (json === undefined ? [] : JSON.parse(json))

/** The addresses of one database's objects, each with that of the same object in the other. */
class Pairs {
  private readonly addresses = new Addresses()
  private readonly classids: ReadonlyMap<string | null, number>
  private readonly there = new Map<number, number>()
  private readonly back = new Map<number, number>()

  constructor({ name, oid }: Answer) {
    const names: string[] = JSON.parse(name!)
    const oids = numbers(oid)
    this.classids = new Map(names.map((catalog, i) => [catalog, oids[i] ?? 0]))
  }

  /** False where the rows do not have the same places. */
  add(kind: AnyKind, a: Answer, b: Answer): boolean {
    const classid = this.classids.get(kind.catalog)
    const subids = numbers(a['objsubid'])
    const [from, to] = [numbers(a['objid']), numbers(b['objid'])]
    if (!this.haveSameParents(kind, a, b)) return false
    if (classid === undefined) return true
    return from.every((objid, i) => {
      const other = to[i] ?? null
      if (objid === null || other === null) return objid === other
      if (objid < FIRST_NORMAL_OID !== other < FIRST_NORMAL_OID) return false
      const subid = subids[i] ?? 0
      return this.pair(this.addresses.of(classid, objid, subid), this.addresses.of(classid, other, subid))
    })
  }

  /** A parent that is nobody's object is one that the reader leaves out, with all that hangs on it. */
  private haveSameParents(kind: AnyKind, a: Answer, b: Answer): boolean {
    if (kind.parentCatalog === null) return true
    const [from, to] = [numbers(a['parent']), numbers(b['parent'])]
    const [classids, subids] = [numbers(a['parent_class']), numbers(a['parent_subid'])]
    const only = this.classids.get(kind.parentCatalog)
    return from.every((oid, i) => {
      const [classid, subid] = [only ?? classids[i] ?? 0, subids[i] ?? 0]
      const here = this.addresses.of(classid, oid ?? 0, subid)
      const other = this.addresses.of(classid, to[i] ?? 0, subid)
      return this.there.get(here) === other || (!this.there.has(here) && !this.back.has(other))
    })
  }

  /** What extensions brought is the same. */
  agreeOn(a: Answer, b: Answer): boolean {
    const [from, to] = [this.extensionsOf(a), this.extensionsOf(b)]
    for (const [member, extension] of from) {
      const other = this.there.get(member)
      if (other === undefined) continue
      const same = this.there.get(extension)
      if (same === undefined || to.get(other) !== same) return false
    }
    return [...to.keys()].every((member) => from.has(this.back.get(member) ?? -1) || !this.back.has(member))
  }

  private pair(here: number, other: number): boolean {
    if (!this.there.has(here) && !this.back.has(other)) {
      this.there.set(here, other)
      this.back.set(other, here)
      return true
    }
    return this.there.get(here) === other
  }

  private extensionsOf({ classid, objid, refclassid, refobjid }: Answer): Map<number, number> {
    const [classids, objids, extensionClasses, extensions] = [classid, objid, refclassid, refobjid].map(numbers)
    return new Map(
      classids!.map((id, i) => [
        this.addresses.of(id ?? 0, objids?.[i] ?? 0, 0),
        this.addresses.of(extensionClasses?.[i] ?? 0, extensions?.[i] ?? 0, 0),
      ]),
    )
  }
}
