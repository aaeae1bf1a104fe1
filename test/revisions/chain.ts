// Chains of revisions as data, and what upgrades and downgrades do with them on a database of the test's own.

import type { Connection } from '../../src/connection/connection.ts'
import { readScript } from '../../src/revisions/files/script.ts'
import { graphOf, type Graph } from '../../src/revisions/graph/graph.ts'
import type { Revision } from '../../src/revisions/revision.ts'
import { downgrade, type DowngradeOptions } from '../../src/revisions/run/downgrade.ts'
import { stamp, type StampOptions } from '../../src/revisions/run/stamp.ts'
import { upgrade, type UpgradeOptions } from '../../src/revisions/run/upgrade.ts'
import { revision } from './revision.ts'

export const TABLE = { schema: 'trueup', name: 'history' }

export interface Link {
  readonly id: string
  readonly up: string
  readonly down?: string
  /** Further lines of the down script's header. */
  readonly downHeader?: string
  /** Default: the link before it. */
  readonly parents?: readonly string[]
  readonly dependsOn?: readonly string[]
  readonly replaces?: readonly string[]
  readonly lockTimeoutMs?: number
}

/** Each the child of the one before it, unless it says otherwise. */
export function chain(links: readonly Link[]): Graph {
  return graphOf(links.map((link, i) => linked(link, links[i - 1]?.id)))
}

function linked({ id, up, down, downHeader = '', ...said }: Link, before: string | undefined): Revision {
  const file = `migrations/${id}.sql`
  return revision({
    ...said,
    id,
    parents: said.parents ?? (before === undefined ? [] : [before]),
    up: readScript(file, `-- revision: ${id}\n\n${up}`, 'up'),
    down:
      down === undefined
        ? null
        : readScript(`migrations/${id}.down.sql`, `-- revision: ${id}\n${downHeader}\n${down}`, 'down'),
  })
}

const QUICK = { table: TABLE, lockTimeoutMs: 500, retries: 2, retryDelayMs: 20, runTimeoutMs: 20_000 }

export const up = (connection: Connection, graph: Graph, target = 'head', options: Partial<UpgradeOptions> = {}) =>
  upgrade(connection, graph, target, { ...QUICK, ...options })

export const down = (connection: Connection, graph: Graph, target: string, options: Partial<DowngradeOptions> = {}) =>
  downgrade(connection, graph, target, { ...QUICK, ...options })

export const stamped = (
  connection: Connection,
  graph: Graph,
  targets: readonly string[],
  options: Partial<StampOptions> = {},
) => stamp(connection, graph, targets, { ...QUICK, ...options })

/** All that an upgrade leaves to be seen, apart from times: schema, rows of the tables named, history. */
export async function traces(connection: Connection, tables: readonly string[] = []): Promise<object> {
  const schema = await connection.query(SCHEMA)
  const history = await connection.query(
    `select action, revision, parents, checksum, status, steps_done, steps, steps_checksum, begun, down_sql, error, finished_at is not null as finished
       from trueup.history order by position`,
  )
  const rows = await Promise.all(tables.map((table) => connection.query(`select * from ${table} t order by t`)))
  return { schema, history, rows }
}

const SCHEMA = `
  select 'column ' || c.oid::regclass || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
         || case when a.attnotnull then ' not null' else '' end as line
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
   where c.relkind in ('r', 'p', 'v') and c.relnamespace = 'public'::regnamespace
   union all
  select 'index ' || c.oid::regclass || case when i.indisvalid then '' else ' invalid' end
    from pg_class c join pg_index i on i.indexrelid = c.oid where c.relnamespace = 'public'::regnamespace
   union all
  select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'public'::regnamespace
   union all
  select 'type ' || t.oid::regtype || coalesce(' ' || e.enumlabel, '')
    from pg_type t left join pg_enum e on e.enumtypid = t.oid where t.typtype in ('e', 'd') and t.typnamespace = 'public'::regnamespace
   order by 1`
