// An event trigger. Only its name and whether it is enabled can be altered.

import { ident, literal } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { enabledState, type EnabledState } from './enabled-state.ts'
import { defineKind, type Statement } from './kind.ts'

interface EventTrigger {
  event: string
  tags: string[]
  function: string
  enabled: EnabledState
}

export const eventTrigger = defineKind<EventTrigger>({
  type: 'event trigger',
  keyword: 'EVENT TRIGGER',
  catalog: 'pg_event_trigger',
  parentCatalog: null,
  // Last of all: it would fire for what follows.
  priority: 80,
  rebuildable: true,
  partOfParent: false,

  query: () => `
    select oid::int8 as objid, 0 as objsubid, evtname as name,
           evtevent as event,
           coalesce(evttags, '{}') as tags,
           evtfoid::regproc::text as function,
           ${enabledState('evtenabled')} as enabled
      from pg_event_trigger`,

  create: (e) => [{ sql: definition(e), lock: 'none' }, ...(e.shape.enabled === 'ENABLE' ? [] : [setEnabled(e)])],
  drop: (e) => ({ sql: `DROP EVENT TRIGGER ${e.identity}`, lock: 'none' }),
  rename: (from, to) => ({ sql: `ALTER EVENT TRIGGER ${from.identity} RENAME TO ${ident(to)}`, lock: 'none' }),

  attributes: {
    event: 'replace',
    tags: 'replace',
    function: 'replace',
    enabled: setEnabled,
  },
})

function definition(e: CatalogObject<EventTrigger>): string {
  const { event, tags, function: handler } = e.shape
  const when = tags.length > 0 ? ` WHEN TAG IN (${tags.map(literal).join(', ')})` : ''
  return `CREATE EVENT TRIGGER ${e.identity} ON ${event}${when} EXECUTE FUNCTION ${handler}()`
}

function setEnabled(e: CatalogObject<EventTrigger>): Statement {
  return { sql: `ALTER EVENT TRIGGER ${e.identity} ${e.shape.enabled}`, lock: 'none' }
}
