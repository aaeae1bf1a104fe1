// The partitions in which an index of a partitioned table, or the constraint above it, is not there yet.

/** @param isIncomplete of the row; `index`, `table`: the oids of the index and of its partitioned table, as SQL */
export const lackedBy = (
  isIncomplete: string,
  { index, table }: { readonly index: string; readonly table: string },
) => `
           case when ${isIncomplete}
                then array(select format('%I.%I', n.nspname, p.relname) from pg_inherits h
                             join pg_class p on p.oid = h.inhrelid join pg_namespace n on n.oid = p.relnamespace
                            where h.inhparent = ${table}
                              and not exists (select from pg_inherits ih join pg_index pi on pi.indexrelid = ih.inhrelid
                                               where ih.inhparent = ${index} and pi.indrelid = h.inhrelid and pi.indisvalid) order by 1)
                else '{}' end`
