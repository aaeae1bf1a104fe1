// A trigger of a table, foreign table or view. Its copies on partitions are in partition-trigger.ts.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { enabledState, type EnabledState } from './enabled-state.ts'
import { defineKind, type Statement } from './kind.ts'

interface Trigger {
  definition: string
  constraint: boolean
  enabled: EnabledState
}

export const trigger = defineKind<Trigger>({
  type: 'trigger',
  keyword: 'TRIGGER',
  catalog: 'pg_trigger',
  parentCatalog: 'pg_class',
  priority: 58,
  rebuildable: true,
  partOfParent: true,
  definitions: ['definition'],

  query: () => `
    select t.oid::int8 as objid, 0 as objsubid, t.tgname as name, t.tgrelid::int8 as parent,
           pg_get_triggerdef(t.oid) as definition,
           t.tgconstraint <> 0 as constraint,
           ${enabledState('t.tgenabled')} as enabled
      from pg_trigger t
     where not t.tgisinternal and t.tgparentid = 0 and t.oid >= 16384`,

  create: (t) => [{ sql: t.shape.definition, lock: 'ShareRowExclusiveLock' }, ...unlessEnabled(t)],
  drop: (t) => ({ sql: `DROP TRIGGER ${t.identity}`, lock: 'AccessExclusiveLock' }),
  rename: (from, to) => ({ sql: `ALTER TRIGGER ${from.identity} RENAME TO ${ident(to)}`, lock: 'AccessExclusiveLock' }),

  attributes: {
    // CREATE OR REPLACE enables it; it refuses constraint triggers (SQLSTATE 0A000, 42710).
    definition: {
      alter: (t) => [
        { sql: t.shape.definition.replace(/^CREATE /, 'CREATE OR REPLACE '), lock: 'ShareRowExclusiveLock' },
        ...unlessEnabled(t),
      ],
      replaceWhen: (_from, _to, t, was) => t.shape.constraint || was.shape.constraint,
    },
    constraint: 'replace',
    enabled: (t, _from, _to, was) => (t.shape.definition === was.shape.definition ? setEnabled(t) : []),
  },
})

/** On a partitioned table this goes down to the copies. */
const setEnabled = (t: CatalogObject<Trigger>): Statement => ({
  sql: `ALTER TABLE ${t.parent?.identity} ${t.shape.enabled} TRIGGER ${ident(t.name)}`,
  lock: 'ShareRowExclusiveLock',
})

const unlessEnabled = (t: CatalogObject<Trigger>): Statement[] => (t.shape.enabled === 'ENABLE' ? [] : [setEnabled(t)])
