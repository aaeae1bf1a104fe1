// A comment on an object of any kind that can have one.

import { literal } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type AnyKind, type Kind, type LockMode, type Statement } from './kind.ts'

interface Comment {
  text: string
}

/** Of the relation: a comment on one is more than one on what hangs on it; nothing else is a relation. */
const LOCKS: Readonly<Record<string, LockMode>> = {
  pg_class: 'ShareUpdateExclusiveLock',
  pg_constraint: 'AccessShareLock',
  pg_policy: 'AccessShareLock',
  pg_rewrite: 'AccessShareLock',
  pg_trigger: 'AccessShareLock',
}

/** @param kinds what can be commented on: these say how COMMENT names them */
export function comment(kinds: readonly AnyKind[]): Kind<Comment> {
  const byType = new Map(kinds.map((kind) => [kind.type, kind]))

  const set = (c: CatalogObject<Comment>, text: string | null): Statement => {
    const target = c.parent!
    const kind = byType.get(target.kind)
    const name = kind?.commentOn?.(target) ?? `${kind?.keyword} ${target.identity}`
    return {
      sql: `COMMENT ON ${name} IS ${text === null ? 'NULL' : literal(text)}`,
      lock: LOCKS[kind?.catalog ?? ''] ?? 'none',
    }
  }

  return defineKind<Comment>({
    type: 'comment',
    keyword: null,
    catalog: null,
    parentCatalog: 'any',
    priority: 90,
    rebuildable: true,
    partOfParent: true,
    // initdb comments on the schema public, CREATE EXTENSION on the extension.
    query: () => `
      select null::int8 as objid, 0 as objsubid, '' as name, d.classoid::int8 as parent_class, d.objoid::int8 as parent,
             d.objsubid as parent_subid, d.description as text
        from pg_description d
       where (d.objoid >= 16384 or d.classoid = 'pg_namespace'::regclass and d.objoid = 2200)
         and not (d.objoid = 2200 and d.description = 'standard public schema')
         and not (d.classoid = 'pg_extension'::regclass and (d.objoid, d.description) in (
               select x.oid, e.comment from pg_available_extensions() e join pg_extension x on x.extname = e.name))
      union all
      select null, 0, '', s.classoid::int8, s.objoid::int8, 0, s.description
        from pg_shdescription s where s.objoid >= 16384`,
    identity: (_name, parent) => `on ${parent?.key}`,
    create: (c) => set(c, c.shape.text),
    drop: (c) => set(c, c.parent?.key === 'schema public' ? 'standard public schema' : null),
    attributes: { text: (c, _from, to) => set(c, to) },
  })
}
