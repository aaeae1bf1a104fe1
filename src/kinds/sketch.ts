// Definitions as the catalog stores them, for where they only need to be compared: PostgreSQL takes longer to print one than to
// read all else of a table. They hold oids, which mean the same in two databases where they are PostgreSQL's own.

/**
 * SQL: whether the object is built on anything that is not PostgreSQL's own, apart from tables and their columns; pg_depend holds
 * no oid below 12000, and those are the same wherever PostgreSQL was built from the same source.
 */
export const isBuiltOnOthers = (catalog: string, oid: string): string => `
           ${oid} in (select objid from pg_depend where classid = '${catalog}'::regclass
                         and refclassid not in ('pg_class'::regclass, 'pg_constraint'::regclass))`
