// Gives rows a value that they lack: in batches that each are committed, or all at once.

import { ident, literal } from '../../catalog/identifier.ts'
import type { CatalogObject } from '../../catalog/object.ts'
import type { PlannedStatement } from '../../plan/plan.ts'

export interface Fill {
  readonly column: CatalogObject
  readonly expression: string
  /** What the author is asked to say in its place; null: it is right as it is. */
  readonly edit: string | null
  /** The rows to fill. Default: those without a value. */
  readonly where?: string
  /** The expression may give NULL. */
  readonly mayBeNull?: boolean
}

const MAY_BE_NULL = '    EXIT WHEN fill_total >= fill_before;'

const mustBeFilled = (table: string): string => `    IF fill_total >= fill_before THEN
      RAISE EXCEPTION '% rows of % are still without a value: the expression gives NULL', fill_total, ${literal(table)};
    END IF;`

/** 8 MB of the table at a time. */
const PAGES = 1000

const tableOf = ({ column }: Fill): string => column.parent?.identity ?? ''

const assignment = ({ column, expression, edit }: Fill): string =>
  `${ident(column.name)} = ${expression}${edit === null ? '' : ` -- EDIT: ${edit}`}`

const left = ({ column, where }: Fill): string => where ?? `${ident(column.name)} IS NULL`

/**
 * Takes the pages one by one, and all of them again for what was written meanwhile, until no row is without a value.
 * @param others of the same table, where it does no harm to give a row a value once more
 */
export function inBatches(fill: Fill, others: readonly Fill[] = []): PlannedStatement {
  const table = tableOf(fill)
  const all = [fill, ...others]
  const sql = `DO $fill$
DECLARE
  fill_pages constant bigint := ${PAGES};
  fill_last bigint;
  fill_rows bigint;
  fill_total bigint;
  fill_before bigint;
BEGIN
  LOOP
    fill_total := 0;
    fill_last := (SELECT max(pg_relation_size(part)) / current_setting('block_size')::bigint
                    FROM (SELECT ${literal(table)}::regclass UNION SELECT relid FROM pg_partition_tree(${literal(table)})) AS parts (part));
    FOR fill_page IN 0 .. fill_last BY fill_pages LOOP
      UPDATE ${table}
         SET ${all.map(assignment).join(',\n             ')}
       WHERE ${all.length === 1 ? left(fill) : `(${all.map(left).join(' OR ')})`}
         AND ctid >= format('(%s,0)', fill_page)::tid AND ctid < format('(%s,0)', fill_page + fill_pages)::tid;
      GET DIAGNOSTICS fill_rows = ROW_COUNT;
      fill_total := fill_total + fill_rows;
      COMMIT;
    END LOOP;
    EXIT WHEN fill_total = 0;
${fill.mayBeNull ? MAY_BE_NULL : mustBeFilled(table)}
    fill_before := fill_total;
  END LOOP;
END $fill$`
  return planned(fill, sql, true)
}

export const atOnce = (fill: Fill): PlannedStatement =>
  planned(fill, `UPDATE ${tableOf(fill)}\n   SET ${assignment(fill)}\n WHERE ${left(fill)}`, false)

const planned = ({ column }: Fill, sql: string, notInTransaction: boolean): PlannedStatement => ({
  sql,
  lock: 'RowExclusiveLock',
  verb: 'alter',
  objects: [column.key],
  subject: {
    kind: column.parent?.kind ?? 'table',
    identity: column.parent?.identity ?? '',
    part: `column ${column.name}`,
  },
  ...(notInTransaction ? { notInTransaction } : {}),
})
