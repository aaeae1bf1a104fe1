// A rewrite rule of a table or view; a view's own _RETURN rule is the view.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { enabledState, type EnabledState } from './enabled-state.ts'
import { defineKind, type Statement } from './kind.ts'

interface Rule {
  definition: string
  /** The columns of its table, which RETURNING must match; null: it has none, or is a view's. */
  returns: string[] | null
  enabled: EnabledState
}

/** Stands for columns that are gone. */
const DROPPED = ''

const named = (columns: readonly string[] | null): string[] => (columns ?? []).filter((name) => name !== DROPPED)

/** SQLSTATE 0A000. */
const cannotReturn = (r: CatalogObject<Rule>): string =>
  `${r.key} has RETURNING, and PostgreSQL makes no such rule on a table that columns were dropped from. Drop the rule first, or let a trigger do its work.`

export const rule = defineKind<Rule>({
  type: 'rule',
  keyword: 'RULE',
  catalog: 'pg_rewrite',
  parentCatalog: 'pg_class',
  priority: 40,
  rebuildable: true,
  partOfParent: true,
  definitions: ['definition'],
  usual: { returns: null },

  query: () => `
    select r.oid::int8 as objid, 0 as objsubid, r.rulename as name, r.ev_class::int8 as parent,
           rtrim(pg_get_ruledef(r.oid), ';') as definition,
           ${enabledState('r.ev_enabled')} as enabled,
           case when c.relkind <> 'v' and pg_get_ruledef(r.oid) ~ '\\n\\s*RETURNING '
                then array(select case when attisdropped then '${DROPPED}' else attname::text end
                             from pg_attribute where attrelid = c.oid and attnum > 0 order by attnum) end as returns
      from pg_rewrite r
      join pg_class c on c.oid = r.ev_class
     where r.ev_type <> '1' and r.oid >= 16384`,

  create: (r) => [
    { sql: r.shape.definition, lock: 'AccessExclusiveLock' },
    ...(r.shape.enabled === 'ENABLE' ? [] : [setEnabled(r)]),
  ],
  drop: (r) => ({ sql: `DROP RULE ${r.identity}`, lock: 'AccessExclusiveLock' }),
  rename: (from, to) => ({ sql: `ALTER RULE ${from.identity} RENAME TO ${ident(to)}`, lock: 'AccessExclusiveLock' }),

  attributes: {
    definition: {
      alter: (_r, _from, to) => ({ sql: to.replace(/^CREATE /, 'CREATE OR REPLACE '), lock: 'AccessExclusiveLock' }),
      impossible: (_from, _to, r, was) => (was.shape.returns?.includes(DROPPED) ? cannotReturn(r) : null),
    },
    returns: {
      alter: () => [],
      impossible: (from, to, r) => (to !== null && from?.some((name) => !to.includes(name)) ? cannotReturn(r) : null),
      same: (from, to) => named(from).join() === named(to).join(),
      state: () => null,
    },
    // CREATE OR REPLACE leaves it as it is.
    enabled: setEnabled,
  },
})

function setEnabled(r: CatalogObject<Rule>): Statement {
  return {
    sql: `ALTER TABLE ${r.parent?.identity} ${r.shape.enabled} RULE ${ident(r.name)}`,
    lock: 'AccessExclusiveLock',
  }
}
