// The one circle that PostgreSQL's own dependencies have: a type, and the functions that read and print it.

/** Functions that a type depends on, and that may depend on it: (type, function). */
export const supportFunctions = `
  select t.oid, f from pg_type t, unnest(array[typinput, typoutput, typreceive, typsend, typanalyze, typsubscript]::oid[]) f
   where t.oid >= 16384 and t.typtype = 'b' and f >= 16384
  union select rngtypid, rngcanonical::oid from pg_range where rngcanonical >= 16384`
