// Who owns an object. SQL files that name no owner leave it to whoever applies them.

import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { ifAny } from './feature.ts'
import { defineKind, type AnyKind, type Kind, type LockMode, type Server, type Statement } from './kind.ts'

interface Owner {
  /** Quoted. */
  role: string
  /** Of a sequence that a column owns: it belongs to the table's owner, and ALTER TABLE … OWNER TO takes it along. */
  linked: boolean
}

/** Those of identities belong to these. */
const SEQUENCES = `
      or relkind = 'S' and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = pg_class.oid
                                          and d.deptype = 'i' and d.refobjsubid > 0)`

const LINKED = `
        left join (select distinct d.classid, d.objid
                     from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S'
                    where d.classid = 'pg_class'::regclass and d.refobjsubid > 0 and d.deptype = 'a') l
          on l.classid = o.class and l.objid = o.oid`

/** The catalogs whose objects have owners; what owns nothing of its own (indexes, composite types' rows) is left out. */
const owned = (server: Server): string => `
  select 'pg_class'::regclass::oid::int8 as class, oid::int8, relowner as owner from pg_class
   where relkind in ('r', 'p', 'v', 'm', 'f') and relpersistence <> 't'
      ${ifAny(server, 'sequence', SEQUENCES, '')}
  union all select 'pg_namespace'::regclass::oid::int8, oid::int8, nspowner from pg_namespace
   where nspname <> 'public' or nspowner not in (10, 6171) -- the bootstrap superuser, pg_database_owner: as initdb makes it
  union all select 'pg_proc'::regclass::oid::int8, oid::int8, proowner from pg_proc where oid >= 16384
  union all select 'pg_type'::regclass::oid::int8, t.oid::int8, typowner from pg_type t
   where t.oid >= 16384 and (typtype in ('e', 'd', 'r', 'c') or (typtype = 'b' and typcategory <> 'A'))
     and (typrelid = 0 or exists (select from pg_class c where c.oid = typrelid and c.relkind = 'c'))
  union all select 'pg_operator'::regclass::oid::int8, oid::int8, oprowner from pg_operator
  union all select 'pg_opclass'::regclass::oid::int8, oid::int8, opcowner from pg_opclass
  union all select 'pg_opfamily'::regclass::oid::int8, oid::int8, opfowner from pg_opfamily
  union all select 'pg_collation'::regclass::oid::int8, oid::int8, collowner from pg_collation
  union all select 'pg_conversion'::regclass::oid::int8, oid::int8, conowner from pg_conversion
  union all select 'pg_ts_config'::regclass::oid::int8, oid::int8, cfgowner from pg_ts_config
  union all select 'pg_ts_dict'::regclass::oid::int8, oid::int8, dictowner from pg_ts_dict
  union all select 'pg_statistic_ext'::regclass::oid::int8, oid::int8, stxowner from pg_statistic_ext
  union all select 'pg_foreign_data_wrapper'::regclass::oid::int8, oid::int8, fdwowner from pg_foreign_data_wrapper
  union all select 'pg_foreign_server'::regclass::oid::int8, oid::int8, srvowner from pg_foreign_server
  union all select 'pg_language'::regclass::oid::int8, oid::int8, lanowner from pg_language
  union all select 'pg_event_trigger'::regclass::oid::int8, oid::int8, evtowner from pg_event_trigger
  union all select 'pg_publication'::regclass::oid::int8, oid::int8, pubowner from pg_publication
  union all select 'pg_subscription'::regclass::oid::int8, oid::int8, subowner from pg_subscription`

const RELATIONS = new Set(['table', 'view', 'materialized view', 'foreign table', 'sequence'])

/** @param kinds what can be owned: these say how ALTER names them */
export function owner(kinds: readonly AnyKind[]): Kind<Owner> {
  const byType = new Map(kinds.map((kind) => [kind.type, kind]))

  const set = (o: CatalogObject<Owner>, role: string): Statement => {
    const target = o.parent!
    const lock: LockMode = RELATIONS.has(target.kind) ? 'AccessExclusiveLock' : 'none'
    return { sql: `ALTER ${byType.get(target.kind)?.keyword} ${target.identity} OWNER TO ${role}`, lock }
  }

  return defineKind<Owner>({
    type: 'owner',
    keyword: null,
    catalog: null,
    parentCatalog: 'any',
    priority: 88,
    rebuildable: true,
    partOfParent: true,
    unsaid: true,
    ownedBy: (o) => o.shape.role,
    query: (server) => `
      select null::int8 as objid, 0 as objsubid, '' as name, o.class as parent_class, o.oid as parent, 0 as parent_subid,
             quote_ident(r.rolname) as role, ${ifAny(server, 'sequence', 'l.objid is not null', 'false')} as linked
        from (${owned(server)}) o(class, oid, owner)
        join pg_roles r on r.oid = o.owner
        ${ifAny(server, 'sequence', LINKED, '')}
       where (o.oid >= 16384 or o.class = 'pg_namespace'::regclass)
         ${server.definition ? 'and r.rolname <> current_user' : ''}`,
    identity: (_name, parent) => `of ${parent?.key}`,
    requires: (o) => [keyOf('role', o.shape.role)],
    create: (o) => (o.shape.linked ? [] : set(o, o.shape.role)),
    drop: () => [],
    attributes: {
      role: (o, _from, to, was) => (o.shape.linked && was.shape.linked ? [] : set(o, to)),
      linked: 'rendered',
    },
  })
}
