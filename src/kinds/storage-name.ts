// How SET STORAGE names what pg_attribute.attstorage and pg_type.typstorage hold.

/** @param column SQL */
export const storageName = (column: string): string =>
  `case ${column} when 'p' then 'PLAIN' when 'e' then 'EXTERNAL' when 'm' then 'MAIN' else 'EXTENDED' end`
