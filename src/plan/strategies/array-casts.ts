// PostgreSQL prints `x IN ('a', 'b')` over character varying as `(ARRAY['a'::character varying, …])::text[]`, and takes that text
// for another expression: the cast goes down to the elements (transformTypeCast, parse_expr.c), so that what was made from
// a definition would never equal it. A cast to the array's own type in between keeps the two apart.

const ARRAY_CAST = /\(ARRAY\[((?:(?:'(?:[^']|'')*'::character varying)(?:, )?)+)\]\)::text\[\]/g

export const keepArrayCasts = (sql: string): string =>
  sql.includes(']::text[]') || sql.includes('])::text[]')
    ? sql.replace(ARRAY_CAST, '((ARRAY[$1])::character varying[])::text[]')
    : sql
