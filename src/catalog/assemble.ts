// Rows of all kinds → objects, parents before what hangs on them. Leaves out what is the system's and what extensions brought.

import type { AnyKind } from '../kinds/kind.ts'
import { Addresses, FIRST_NORMAL_OID } from './address.ts'
import type { Dependency } from './catalog.ts'
import { ident } from './identifier.ts'
import { keyOf, type CatalogObject, type Key } from './object.ts'
import type { Columns } from './queries.ts'

export class Assembly {
  readonly objects = new Map<Key, CatalogObject>()
  readonly byAddress = new Map<number, CatalogObject>()
  readonly addresses = new Addresses()
  /** Members of extensions: no objects of the user's, but grants may hang on them. */
  private readonly members = new Map<number, CatalogObject>()
  /** Members and what is part of them, with the address of their extension. */
  private readonly extensionOf = new Map<CatalogObject, number>()
  /** What hangs on members and is the user's, with the address of the extension that brought these. */
  private readonly onMembers = new Map<Key, number>()
  private readonly memberAddresses: ReadonlyMap<number, number>
  private readonly oidOf: ReadonlyMap<string, number>

  /**
   * @param classes columns `name`, `oid` of the system catalogs that kinds name
   * @param members columns of pg_depend with deptype `e`
   */
  constructor(classes: Columns, members: Columns) {
    const [names, oids] = [classes['name'] as string[], classes['oid'] as number[]]
    this.oidOf = new Map(names.map((name, i) => [name, oids[i]!]))
    const { classid, objid, refclassid, refobjid } = members as Record<string, number[]>
    this.memberAddresses = new Map(
      classid!.map((id, i) => [
        this.addresses.of(id, objid![i]!, 0),
        this.addresses.of(refclassid![i]!, refobjid![i]!, 0),
      ]),
    )
  }

  /** False when an object vanished while it was read. */
  add(kind: AnyKind, rows: Columns): boolean {
    const shapeAt = this.shapes(kind, rows)
    const { objid, objsubid } = rows as Record<string, number[]>
    const names = rows['name'] as unknown[]
    const classid = kind.catalog === null ? null : this.classOf(kind.catalog)
    const parentOf = this.parents(kind, rows)
    for (let i = 0; i < names.length; i++) {
      const address =
        classid !== null && objid![i] != null ? this.addresses.of(classid, objid![i]!, objsubid![i]!) : null
      if (address !== null && objid![i]! < FIRST_NORMAL_OID && kind.type !== 'schema') continue
      const parent = parentOf(i)
      if (parent === undefined) continue
      const shape = shapeAt(i)
      if (kind.definitions && kind.definitions.some((definition) => shape[definition] === null)) return false
      const name = String(names[i])
      this.put(kind, name, parent, kind.completed ? kind.completed(name, parent, shape) : shape, address)
    }
    return true
  }

  /** Copies of one shape, in which all is as usual: cheaper than building each by its attributes, in time and in memory. */
  private shapes(kind: AnyKind, rows: Columns): (row: number) => Record<string, unknown> {
    const attributes = Object.keys(kind.attributes)
    const usual: Record<string, unknown> = Object.fromEntries(attributes.map((name) => [name, kind.usual?.[name]]))
    const sent = attributes.filter((name) => rows[name])
    const columns = sent.map((name) => rows[name]!)
    const unusual = rows['unusual'] as (Record<string, unknown> | null)[] | undefined
    return (row) => {
      const shape = { ...usual }
      for (let a = 0; a < sent.length; a++) shape[sent[a]!] = columns[a]![row]
      const own = unusual?.[row]
      return own ? Object.assign(shape, own) : shape
    }
  }

  /** Members stand for their extension from here on, as the ends of dependencies. */
  finish(): void {
    for (const [member, extension] of this.memberAddresses) {
      const object = this.byAddress.get(extension)
      if (object) this.byAddress.set(member, object)
    }
  }

  /** What is the user's goes with the extension that it hangs on. */
  dependenciesOnExtensions(): Dependency[] {
    return [...this.onMembers].flatMap(([from, address]) => {
      const extension = this.byAddress.get(address)
      return extension ? [{ from, to: extension.key }] : []
    })
  }

  private classOf(catalog: string): number {
    const oid = this.oidOf.get(catalog)
    if (oid === undefined || oid === null)
      throw new Error(`${catalog} is no system catalog of this server: a bug in the kind that names it`)
    return oid
  }

  /** Undefined: the parent is the system's, and so is the object. */
  private parents(kind: AnyKind, rows: Columns): (row: number) => CatalogObject | null | undefined {
    if (kind.parentCatalog === null) return () => null
    const parent = rows['parent'] as number[]
    const find = (address: number) => this.byAddress.get(address) ?? this.members.get(address)
    if (kind.parentCatalog !== 'any') {
      const classid = this.classOf(kind.parentCatalog)
      return (i) => find(this.addresses.of(classid, parent[i]!, 0))
    }
    const [parentClass, parentSubid] = [rows['parent_class'] as number[], rows['parent_subid'] as number[]]
    return (i) => find(this.addresses.of(parentClass[i]!, parent[i]!, parentSubid[i] ?? 0))
  }

  private put(kind: AnyKind, name: string, parent: CatalogObject | null, shape: object, address: number | null): void {
    const identity = identityOf(kind, name, parent, shape)
    const object: CatalogObject = { key: keyOf(kind.type, identity), kind: kind.type, identity, name, parent, shape }
    const isUnderMember = parent !== null && this.isMember(parent)
    const extension = address === null ? undefined : this.memberAddresses.get(address)
    if (address !== null && (extension !== undefined || isUnderMember)) {
      this.members.set(address, object)
      this.extensionOf.set(object, extension ?? this.extensionOf.get(parent!)!)
      return
    }
    if (isUnderMember && !kind.onMembers) return
    if (isUnderMember) this.onMembers.set(object.key, this.extensionOf.get(parent)!)
    if (this.objects.has(object.key))
      throw new Error(`two objects read as ${object.key}: a bug in kinds/${kind.type.replaceAll(' ', '-')}.ts`)
    this.objects.set(object.key, object)
    if (address !== null) this.byAddress.set(address, object)
  }

  private isMember(object: CatalogObject): boolean {
    return this.extensionOf.size > 0 && this.extensionOf.has(object)
  }
}

export const identityOf = (kind: AnyKind, name: string, parent: CatalogObject | null, shape: object): string =>
  kind.identity ? kind.identity(name, parent, shape) : defaultIdentity(name, parent)

const defaultIdentity = (name: string, parent: CatalogObject | null): string => {
  if (!parent) return ident(name)
  return parent.kind === 'schema' ? `${parent.identity}.${ident(name)}` : `${ident(name)} ON ${parent.identity}`
}
