// Which types hold which, down to the columns that store them. PostgreSQL refuses some ALTERs of a domain or a composite
// type while a column holds it inside of something else (SQLSTATE 0A000), so that a kind must know before it chooses.

/**
 * A recursive query `holds(type, holder, inside)`: every type that is or holds one of `seed`'s oids; `inside`: by way of an array, a
 * composite type or a range, not only of domains over it. For `with recursive`.
 */
export const holdsQuery = (seed: string) => `
  holds (type, holder, inside) as (
    select oid, oid, false from (${seed}) seed
    union
    select h.type, t.oid, h.inside or t.typtype <> 'd'
      from holds h
      join pg_depend d on d.refclassid = 'pg_type'::regclass and d.refobjid = h.holder
      left join pg_class c on d.classid = 'pg_class'::regclass and c.oid = d.objid and c.relkind = 'c'
      join pg_type t on t.oid = case when d.classid = 'pg_type'::regclass then d.objid else c.reltype end)`

/** Whether a table, materialized view or index has a column of the type `holder` of `holds h`. A table OF the type does not count. */
export const storedQuery = `
  select from pg_depend d join pg_class c on c.oid = d.objid
   where d.refclassid = 'pg_type'::regclass and d.refobjid = h.holder
     and d.classid = 'pg_class'::regclass
     and (d.objsubid > 0 and c.relkind in ('r', 'p', 'm', 'f') or c.relkind in ('i', 'I'))`
