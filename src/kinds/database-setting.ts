// A configuration parameter's default for the database: ALTER DATABASE … SET.
// Which database that is, only the server knows: the definition may have been loaded into one of another name.

import { defineKind, type Statement } from './kind.ts'
import { inCurrentDatabase, parameterName, resetClause, setClause } from './setting-value.ts'

interface DatabaseSetting {
  value: string
}

export const databaseSetting = defineKind<DatabaseSetting>({
  type: 'database setting',
  keyword: null,
  catalog: null,
  parentCatalog: null,
  priority: 6,
  rebuildable: true,
  partOfParent: false,
  query: () => `
    select 0 as objid, 0 as objsubid, split_part(setting, '=', 1) as name,
           substr(setting, strpos(setting, '=') + 1) as value
      from pg_db_role_setting, unnest(setconfig) as setting
     where setrole = 0 and setdatabase = (select oid from pg_database where datname = current_database())`,
  identity: parameterName,
  create: (s) => alterDatabase(setClause(s.name, s.shape.value)),
  drop: (s) => alterDatabase(resetClause(s.name)),
  attributes: {
    value: (s, _from, to) => alterDatabase(setClause(s.name, to)),
  },
})

const alterDatabase = (clause: string): Statement => ({
  sql: inCurrentDatabase('ALTER DATABASE', clause),
  lock: 'none',
})
