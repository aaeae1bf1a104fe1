// A security label on an object of any kind that can have one: SECURITY LABEL. Its provider must be loaded where it is set.

import { ident, literal } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type AnyKind, type Kind, type Statement } from './kind.ts'

interface SecurityLabel {
  label: string
}

/** @param kinds what can be labelled: these say how SECURITY LABEL names them */
export function securityLabel(kinds: readonly AnyKind[]): Kind<SecurityLabel> {
  const byType = new Map(kinds.map((kind) => [kind.type, kind]))

  const set = (l: CatalogObject<SecurityLabel>, label: string | null): Statement => {
    const target = l.parent!
    const kind = byType.get(target.kind)
    return {
      sql: `SECURITY LABEL FOR ${ident(l.name)} ON ${kind?.keyword} ${target.identity} IS ${label === null ? 'NULL' : literal(label)}`,
      lock: kind?.catalog === 'pg_class' ? 'ShareUpdateExclusiveLock' : 'none',
    }
  }

  return defineKind<SecurityLabel>({
    type: 'security label',
    keyword: null,
    catalog: null,
    parentCatalog: 'any',
    priority: 91,
    rebuildable: true,
    partOfParent: true,
    query: () => `
      select null::int8 as objid, 0 as objsubid, provider as name, classoid::int8 as parent_class, objoid::int8 as parent,
             objsubid as parent_subid, label
        from pg_seclabel where objoid >= 16384
      union all
      select null, 0, provider, classoid::int8, objoid::int8, 0, label
        from pg_shseclabel where objoid >= 16384`,
    identity: (name, parent) => `for ${ident(name)} on ${parent?.key}`,
    create: (l) => set(l, l.shape.label),
    drop: (l) => set(l, null),
    attributes: { label: (l, _from, to) => set(l, to) },
  })
}
