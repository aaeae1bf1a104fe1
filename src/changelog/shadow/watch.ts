// What a run in a shadow does that the catalog does not show afterwards: event triggers that note what is dropped, which tables
// are rewritten, and which subtransaction is of which transaction. Taken away again before the shadow is read.

import type { Connection } from '../../connection/connection.ts'

/** Something that was dropped, by itself or with something else. */
export interface Dropped {
  readonly xid: number
  /** As pg_identify_object() says it. */
  readonly type: string
  readonly identity: string
  readonly name: string
}

export interface Rewritten {
  readonly xid: number
  /** `schema.table` */
  readonly table: string
}

export interface Watched {
  readonly dropped: readonly Dropped[]
  readonly rewritten: readonly Rewritten[]
  /** The transactions of subtransactions (EXCEPTION blocks, savepoints) that DDL ran in. */
  readonly tops: ReadonlyMap<number, number>
}

/** False where the shadow's user may not (42501: event triggers are a superuser's). */
export async function beginWatch(connection: Connection): Promise<boolean> {
  if (!connection.server.superuser) return false
  await connection.execute(`
begin;
create schema trueup_watch;
create table trueup_watch.dropped (xid bigint, type text, identity text, name text);
create table trueup_watch.rewritten (xid bigint, relation text);
create function trueup_watch.note_dropped() returns event_trigger language plpgsql security definer set search_path = pg_catalog as $body$
begin
  insert into trueup_watch.dropped
  select pg_current_xact_id()::text::bigint, object_type, object_identity, object_name
    from pg_event_trigger_dropped_objects()
   where not is_temporary and schema_name is distinct from 'pg_toast';
end $body$;
create function trueup_watch.note_rewritten() returns event_trigger language plpgsql security definer set search_path = pg_catalog as $body$
begin
  insert into trueup_watch.rewritten
  select pg_current_xact_id()::text::bigint, pg_event_trigger_table_rewrite_oid()::regclass::text;
end $body$;
create table trueup_watch.commanded (xid bigint);
create function trueup_watch.note_commanded() returns event_trigger language plpgsql security definer set search_path = pg_catalog as $body$
begin
  insert into trueup_watch.commanded values (pg_current_xact_id()::text::bigint);
end $body$;
create event trigger trueup_watch_dropped on sql_drop execute function trueup_watch.note_dropped();
create event trigger trueup_watch_rewritten on table_rewrite execute function trueup_watch.note_rewritten();
create event trigger trueup_watch_commanded on ddl_command_end execute function trueup_watch.note_commanded();
commit`)
  return true
}

/** What was seen; the shadow is as if it had not been watched. */
export async function endWatch(connection: Connection): Promise<Watched> {
  for (const name of ['dropped', 'rewritten', 'commanded'])
    await connection.execute(`drop event trigger trueup_watch_${name}`)
  const dropped = await connection.query<Dropped>(
    'select xid, type, identity, name from trueup_watch.dropped order by xid',
  )
  const rewritten = await connection.query<Rewritten>(
    'select distinct xid, relation as table from trueup_watch.rewritten order by xid',
  )
  // The row is written by the subtransaction, if there is one.
  const subtransactions = await connection.query<{ sub: number; top: number }>(
    'select distinct xmin::text::bigint as sub, xid as top from trueup_watch.commanded where xmin::text::bigint <> xid',
  )
  await connection.execute('drop schema trueup_watch cascade')
  return { dropped, rewritten, tops: new Map(subtransactions.map(({ sub, top }) => [sub, top])) }
}
