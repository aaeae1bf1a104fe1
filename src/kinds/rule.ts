// A rewrite rule of a table or view; a view's own _RETURN rule is the view.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { enabledState, type EnabledState } from './enabled-state.ts'
import { defineKind, type Statement } from './kind.ts'

interface Rule {
  definition: string
  enabled: EnabledState
}

export const rule = defineKind<Rule>({
  type: 'rule',
  keyword: 'RULE',
  catalog: 'pg_rewrite',
  parentCatalog: 'pg_class',
  priority: 40,
  rebuildable: true,
  partOfParent: true,
  definitions: ['definition'],

  query: () => `
    select r.oid::int8 as objid, 0 as objsubid, r.rulename as name, r.ev_class::int8 as parent,
           rtrim(pg_get_ruledef(r.oid), ';') as definition,
           ${enabledState('r.ev_enabled')} as enabled
      from pg_rewrite r
     where r.ev_type <> '1' and r.oid >= 16384`,

  create: (r) => [
    { sql: r.shape.definition, lock: 'AccessExclusiveLock' },
    ...(r.shape.enabled === 'ENABLE' ? [] : [setEnabled(r)]),
  ],
  drop: (r) => ({ sql: `DROP RULE ${r.identity}`, lock: 'AccessExclusiveLock' }),
  rename: (from, to) => ({ sql: `ALTER RULE ${from.identity} RENAME TO ${ident(to)}`, lock: 'AccessExclusiveLock' }),

  attributes: {
    definition: (_r, _from, to) => ({ sql: to.replace(/^CREATE /, 'CREATE OR REPLACE '), lock: 'AccessExclusiveLock' }),
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
