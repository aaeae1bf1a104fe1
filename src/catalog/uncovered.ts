// Which user objects of a database no kind models, so that they are named and not passed over in silence.
// Asks only about catalogs without a kind: what a kind covers costs nothing here, however much there is of it.

import type { Server } from '../kinds/kind.ts'

/** A catalog with oids that may hold a user's objects, and what tells one that is to be named. */
interface Source {
  readonly catalog: string
  /** Where everyone may read it from; default: the catalog itself. */
  readonly from?: string
  readonly where?: string
}

const plain = (...catalogs: string[]): Source[] => catalogs.map((catalog) => ({ catalog }))

const SOURCES: readonly Source[] = [
  ...plain('pg_am', 'pg_cast', 'pg_collation', 'pg_conversion', 'pg_event_trigger', 'pg_extension', 'pg_language'),
  ...plain('pg_foreign_data_wrapper', 'pg_foreign_server', 'pg_opclass', 'pg_operator', 'pg_opfamily', 'pg_policy'),
  ...plain('pg_proc', 'pg_publication', 'pg_publication_rel', 'pg_statistic_ext', 'pg_tablespace', 'pg_transform'),
  ...plain('pg_ts_config', 'pg_ts_dict', 'pg_ts_parser', 'pg_ts_template'),
  { catalog: 'pg_rewrite', where: `rulename <> '_RETURN'` },
  { catalog: 'pg_trigger', where: 'not tgisinternal' },
  { catalog: 'pg_subscription', where: 'subdbid = (select oid from pg_database where datname = current_database())' },
  { catalog: 'pg_user_mapping', from: '(select umid as oid from pg_user_mappings)' },
]

const FIRST_NORMAL_OID = 16384

/** Rows (object, reason). Large objects are data, and are not named. */
export function uncoveredQuery(_server: Server, coveredCatalogs: ReadonlySet<string>): string {
  const missing = SOURCES.filter(({ catalog }) => !coveredCatalogs.has(catalog))
  return [
    ...missing.map(({ catalog, from, where }) => objects(catalog, from ?? catalog, where, 'no kind models it')),
    // The reader leaves system schemas alone; relations cannot be made there (42501).
    objects('pg_proc', 'pg_proc', `pronamespace = 'pg_catalog'::regnamespace`, 'it is in a system schema'),
    changedPrivileges('pg_proc', 'proacl', `pronamespace = 'pg_catalog'::regnamespace`),
    changedPrivileges('pg_class', 'relacl', `relnamespace = 'pg_catalog'::regnamespace`),
    changedPrivileges('pg_language', 'lanacl', 'true'),
    settingsOfBuiltInRoles,
    database,
  ].join('\nunion all\n')
}

/** Neither members of extensions nor what is internal to another object (a multirange's cast) are the user's own. */
const objects = (catalog: string, from: string, where: string | undefined, reason: string): string => `
  select i.type || ' ' || i.identity as object, '${reason}' as reason
    from ${from} o, pg_identify_object('${catalog}'::regclass, o.oid, 0) i
   where o.oid >= ${FIRST_NORMAL_OID}${where === undefined ? '' : ` and ${where}`}
     and i.identity is not null and coalesce(i.schema, '') !~ '^pg_(temp|toast)'
     and not exists (select from pg_depend where classid = '${catalog}'::regclass and objid = o.oid and deptype in ('e', 'i'))`

/** What initdb made, with privileges that initdb did not give; of the information schema's, initdb keeps no record. */
const changedPrivileges = (catalog: string, acl: string, where: string): string => `
  select 'privileges of ' || i.type || ' ' || i.identity, 'privileges of what initdb made are not compared'
    from ${catalog} o
    left join pg_init_privs p on p.classoid = '${catalog}'::regclass and p.objoid = o.oid and p.objsubid = 0,
         pg_identify_object('${catalog}'::regclass, o.oid, 0) i
   where o.oid < ${FIRST_NORMAL_OID} and ${where} and o.${acl} is distinct from p.initprivs`

const settingsOfBuiltInRoles = `
  select 'role setting ' || split_part(setting, '=', 1) || ' ON ' || quote_ident(rolname), 'settings of what initdb made are not compared'
    from pg_db_role_setting
    join pg_roles r on r.oid = setrole and r.oid < ${FIRST_NORMAL_OID},
         unnest(setconfig) as setting
   where setdatabase in (0, (select oid from pg_database where datname = current_database()))`

const database = `
  select what || ' of the database', 'no kind models it'
    from pg_database d,
         lateral (values ('privileges', datacl is not null and datacl <> acldefault('d', datdba)),
                         ('connection limit', datconnlimit <> -1),
                         ('comment', shobj_description(d.oid, 'pg_database') is not null)) as said(what, is_said)
   where datname = current_database() and is_said`
