// Whether the next row gets a number that is there already: what a plan must not bring about.

import type { Connection } from '../../src/connection/connection.ts'

interface Numbering {
  /** Stays the same through renames. */
  key: string
  sequence: string
  table: string
  column: string
  increment: number
}

const NUMBERINGS = `
  select d.refobjid || '.' || d.refobjsubid as key, s.seqrelid::regclass::text as sequence, d.refobjid::regclass::text as table, quote_ident(a.attname) as column,
         s.seqincrement::int8 as increment
    from pg_sequence s
    join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = s.seqrelid and d.refclassid = 'pg_class'::regclass
                    and d.refobjsubid > 0 and d.deptype in ('a', 'i')
    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
   where a.attidentity <> '' or pg_get_expr((select adbin from pg_attrdef where adrelid = a.attrelid and adnum = a.attnum), a.attrelid) like 'nextval(%'`

/** Columns whose next number is taken, by a key that stays. */
export async function takenNumbers(connection: Connection): Promise<Map<string, string>> {
  const taken = new Map<string, string>()
  for (const { key, sequence, table, column, increment } of await connection.query<Numbering>(NUMBERINGS)) {
    const [row] = await connection.query<{ taken: boolean }>(`
      select coalesce((select max(${column}) from ${table}) >= last_value + case when is_called then ${increment} else 0 end, false) as taken
        from ${sequence}`)
    if (row?.taken && increment > 0) taken.set(key, `${table}.${column}`)
  }
  return taken
}
