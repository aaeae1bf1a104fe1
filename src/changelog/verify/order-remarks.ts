// Tables whose columns stand in another order than in a fresh database, where a trigger copies whole rows (OLD.*, NEW.*) by order.
// Elsewhere the order is no difference: PostgreSQL adds columns at the end. Compares what was read; runs nothing.

import type { Catalog } from '../../catalog/catalog.ts'
import type { CatalogObject } from '../../catalog/object.ts'
import { changesetAt, mentions, placeOf, type Evidence } from './evidence.ts'
import type { Remark } from './remark.ts'

export function orderRemarks(evidence: Evidence): Remark[] {
  const { fresh, upgraded } = evidence
  return copiers(upgraded.catalog).flatMap(({ trigger, tables }) =>
    tables.flatMap((table) => {
      const late = firstOutOfOrder(columnsOf(fresh.catalog, table), columnsOf(upgraded.catalog, table))
      const xid = late && upgraded.writers.of(late)
      const changeset = late && xid != null ? changesetAt(xid, upgraded, evidence) : null
      if (!late || !changeset) return []
      const message =
        `puts ${late.key} behind columns that come after it in a fresh database, and ${trigger.key} copies whole rows by the order of ` +
        `their columns: name them there`
      return [{ rule: 'order-differs' as const, ...placeOf(changeset), message }]
    }),
  )
}

interface Copier {
  readonly trigger: CatalogObject
  /** Its own, and those that its function names. */
  readonly tables: readonly CatalogObject[]
}

const WHOLE_ROW = /\binsert\s+into\b[^;]*\b(?:old|new)\s*\)?\s*\.\s*\*/i

function copiers({ objects }: Catalog): Copier[] {
  const all = [...objects.values()]
  const functions = all.filter(({ kind, shape }) => kind === 'function' && WHOLE_ROW.test(definitionOf(shape)))
  if (functions.length === 0) return []
  const tables = all.filter(({ kind }) => kind === 'table')
  return all.flatMap((trigger) => {
    if (trigger.kind !== 'trigger') return []
    const called = /\bEXECUTE (?:FUNCTION|PROCEDURE) ([^(]+)\(/.exec(definitionOf(trigger.shape))?.[1]
    const body = functions.find(({ identity }) => identity.replace(/\([^]*$/, '') === called)
    if (!body) return []
    const text = definitionOf(body.shape)
    return [{ trigger, tables: tables.filter((one) => one === trigger.parent || mentions(text, one.name)) }]
  })
}

function definitionOf(shape: object): string {
  const definition: unknown = Reflect.get(shape, 'definition')
  return typeof definition === 'string' ? definition : ''
}

const columnsOf = ({ objects }: Catalog, table: CatalogObject): CatalogObject[] =>
  [...objects.values()]
    .filter(({ kind, parent }) => kind === 'column' && parent?.key === table.key)
    .toSorted((a, b) => positionOf(a) - positionOf(b))

const positionOf = ({ shape }: CatalogObject): number => Number(Reflect.get(shape, 'position'))

/** Of those that both have. */
function firstOutOfOrder(wanted: readonly CatalogObject[], actual: readonly CatalogObject[]): CatalogObject | null {
  const common = (of: readonly CatalogObject[], others: readonly CatalogObject[]): CatalogObject[] =>
    of.filter(({ key }) => others.some((one) => one.key === key))
  const [inFresh, inUpgraded] = [common(wanted, actual), common(actual, wanted)]
  const at = inFresh.findIndex(({ key }, i) => key !== inUpgraded[i]?.key)
  return inUpgraded.find(({ key }) => key === inFresh[at]?.key) ?? null
}
