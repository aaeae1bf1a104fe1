// That a routine, a trigger, a materialized view or an index goes when an extension is dropped: ALTER … DEPENDS ON EXTENSION.

import { ident } from '../catalog/identifier.ts'
import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { defineKind, type AnyKind, type Kind, type LockMode, type Statement } from './kind.ts'

type ExtensionDependency = Record<never, never>

/** @param kinds what can depend on an extension: these say how ALTER names them */
export function extensionDependency(kinds: readonly AnyKind[]): Kind<ExtensionDependency> {
  const byType = new Map(kinds.map((kind) => [kind.type, kind]))

  const alter = (d: CatalogObject<ExtensionDependency>, words: string): Statement => {
    const target = d.parent!
    const isRelation = target.kind === 'index' || target.kind === 'materialized view'
    const lock: LockMode = isRelation ? 'AccessExclusiveLock' : target.kind === 'trigger' ? 'AccessShareLock' : 'none'
    return {
      sql: `ALTER ${byType.get(target.kind)?.keyword} ${target.identity} ${words} ON EXTENSION ${ident(d.name)}`,
      lock,
    }
  }

  return defineKind<ExtensionDependency>({
    type: 'extension dependency',
    keyword: null,
    catalog: null,
    parentCatalog: 'any',
    priority: 87,
    rebuildable: true,
    partOfParent: true,
    query: () => `
      select null::int8 as objid, 0 as objsubid, e.extname as name, d.classid::int8 as parent_class, d.objid::int8 as parent,
             d.objsubid as parent_subid
        from pg_depend d
        join pg_extension e on d.refclassid = 'pg_extension'::regclass and e.oid = d.refobjid
       where d.deptype = 'x'`,
    identity: (name, parent) => `on ${ident(name)} of ${parent?.key}`,
    requires: (d) => [keyOf('extension', ident(d.name))],
    create: (d) => alter(d, 'DEPENDS'),
    drop: (d) => alter(d, 'NO DEPENDS'),
    attributes: {},
  })
}
