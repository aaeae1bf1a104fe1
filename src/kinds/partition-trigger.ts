// The copy of a partitioned table's row trigger on a partition. PostgreSQL makes it, replaces it and drops it with the trigger and with the
// partition; only whether it is enabled is its own.

import { ident } from '../catalog/identifier.ts'
import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { enabledState, type EnabledState } from './enabled-state.ts'
import { defineKind, type Statement } from './kind.ts'

interface PartitionTrigger {
  enabled: EnabledState
  /** Of the triggers that it is a copy of, the topmost first. */
  inherited: EnabledState[]
  /** Of the topmost trigger: to replace it enables every copy. */
  definition: string
  /** PostgreSQL 14 leaves the copies their names when the trigger is renamed. */
  ownName: string
  /** The trigger that it is a copy of, and that trigger's table. */
  copyOf: string
}

export const partitionTrigger = defineKind<PartitionTrigger>({
  type: 'partition trigger',
  keyword: 'TRIGGER',
  catalog: 'pg_trigger',
  parentCatalog: 'pg_class',
  priority: 59,
  rebuildable: true,
  partOfParent: true,
  present: { relkind: ['p'] },
  definitions: ['definition'],

  query: () => `
    with recursive copy as (
      select t.oid, t.tgrelid, t.tgname, t.tgenabled, t.tgname as root_name, pg_get_triggerdef(t.oid) as definition,
             array[]::text[] as inherited, null::oid as parent_relation
        from pg_trigger t
        join pg_class c on c.oid = t.tgrelid and c.relkind = 'p'
       where not t.tgisinternal and t.tgparentid = 0 and t.oid >= 16384
       union all
      select t.oid, t.tgrelid, t.tgname, t.tgenabled, above.root_name, above.definition,
             above.inherited || ${enabledState('above.tgenabled')}, above.tgrelid
        from copy above
        join pg_trigger t on t.tgparentid = above.oid
    )
    select oid::int8 as objid, 0 as objsubid, root_name as name, tgrelid::int8 as parent,
           ${enabledState('tgenabled')} as enabled, inherited, definition, tgname as "ownName",
           quote_ident(root_name) || ' ON ' || parent_relation::regclass as "copyOf"
      from copy
     where parent_relation is not null`,

  create: (t) => [...unlessInherited(t), ...(t.shape.ownName === t.name ? [] : [renamed(t, t.name)])],
  drop: () => [],
  dropsWith: (t) => [keyOf('partition', t.parent?.identity ?? '')],
  requires: (t) => [
    keyOf(t.shape.inherited.length === 1 ? 'trigger' : 'partition trigger', t.shape.copyOf),
    keyOf('partition', t.parent?.identity ?? ''),
  ],

  attributes: {
    enabled: (t, _from, _to, was) => (wasReset(t, was) ? [] : setEnabled(t, was.shape.ownName)),
    inherited: (t, _from, _to, was) => unlessInherited(t, was.shape.ownName),
    definition: (t, _from, _to, was) => (sameInherited(t, was) ? unlessInherited(t, was.shape.ownName) : []),
    ownName: renamed,
    copyOf: 'rendered',
  },
})

const sameInherited = (t: CatalogObject<PartitionTrigger>, was: CatalogObject<PartitionTrigger>): boolean =>
  t.shape.inherited.join() === was.shape.inherited.join()

/** A trigger above was altered or replaced, and this one with it. */
const wasReset = (t: CatalogObject<PartitionTrigger>, was: CatalogObject<PartitionTrigger>): boolean =>
  !sameInherited(t, was) || t.shape.definition !== was.shape.definition

const setEnabled = (t: CatalogObject<PartitionTrigger>, name: string): Statement => ({
  sql: `ALTER TABLE ${t.parent?.identity} ${t.shape.enabled} TRIGGER ${ident(name)}`,
  lock: 'ShareRowExclusiveLock',
})

function renamed(t: CatalogObject<PartitionTrigger>, from: string): Statement {
  return {
    sql: `ALTER TRIGGER ${ident(from)} ON ${t.parent?.identity} RENAME TO ${ident(t.shape.ownName)}`,
    lock: 'AccessExclusiveLock',
  }
}

const unlessInherited = (t: CatalogObject<PartitionTrigger>, name = t.name): Statement[] =>
  t.shape.enabled === t.shape.inherited.at(-1) ? [] : [setEnabled(t, name)]
