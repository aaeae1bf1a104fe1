// What repeatable files answer for in a definition: where they need what no revision makes yet, they are run on the definition
// itself, and PostgreSQL tells what they touched.

import type { Catalog } from '../../catalog/catalog.ts'
import type { Connection } from '../../connection/connection.ts'
import { diff } from '../../diff/diff.ts'
import { kinds } from '../../kinds/all.ts'
import { openCopy, type CopyOptions } from '../../prove/copy.ts'
import { replayOn } from '../replay/open.ts'
import type { Repeatable } from '../revision.ts'
import type { Keys } from './aside.ts'
import { runInOrder } from './order.ts'

/** @throws RevisionError where one of them does not run there either */
export async function keysIn(
  definition: Catalog,
  repeatables: readonly Repeatable[],
  copies: CopyOptions,
): Promise<Keys> {
  const { shadow, connection, catalog } = await openCopy(definition, copies)
  try {
    const live = await replayOn(shadow, connection, definition.origin)
    const isWatched = connection.server.superuser && connection.server.engine === 'postgresql'
    if (isWatched) await connection.execute(WATCH)
    await runInOrder(live, repeatables)
    const made = isWatched ? await touched(connection) : []
    const after = await live.read('objects')
    const changed = diff(catalog, after, kinds).map(({ key }) => key)
    return new Set([...changed, ...made.filter((key) => after.objects.has(key))])
  } finally {
    await shadow.close()
  }
}

/** CREATE OR REPLACE of the very same is no difference; an event trigger is told of it all the same (the manual, 38.1). */
const WATCH = `
  create schema trueup_made;
  grant usage on schema trueup_made to public;
  create table trueup_made.object (kind text, identity text);
  create function trueup_made.note() returns event_trigger language plpgsql security definer as $$
  begin
    insert into trueup_made.object
      select object_type, object_identity from pg_catalog.pg_event_trigger_ddl_commands() where command_tag like 'CREATE %';
  end $$;
  create event trigger trueup_made on ddl_command_end execute function trueup_made.note()`

async function touched(connection: Connection): Promise<readonly string[]> {
  const rows = await connection.query<{ kind: string; identity: string }>(
    'select distinct kind, identity from trueup_made.object where identity is not null',
  )
  await connection.execute(
    'set client_min_messages = error; drop event trigger trueup_made; drop schema trueup_made cascade',
  )
  return rows.map(({ kind, identity }) => `${kind} ${identity}`)
}
