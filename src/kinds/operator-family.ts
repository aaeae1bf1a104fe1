// An operator family, with the members that belong to none of its classes.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'
import { memberQuery } from './operator-class.ts'

interface Member {
  /** As ADD and DROP want it. */
  readonly add: string
  readonly drop: string
}

interface OperatorFamily {
  readonly method: string
  readonly members: readonly Member[]
}

const loose = (catalog: string, family: string) =>
  `${family} = f.oid and not exists (select from pg_depend where classid = '${catalog}'::regclass and objid = m.oid
                                       and refclassid = 'pg_opclass'::regclass and deptype = 'i')`

const change = (f: CatalogObject, verb: 'ADD' | 'DROP', members: readonly string[]): Statement[] =>
  members.length === 0
    ? []
    : [{ sql: `ALTER OPERATOR FAMILY ${f.identity} ${verb} ${members.join(', ')}`, lock: 'none' }]

const without = (members: readonly Member[], others: readonly Member[]): Member[] =>
  members.filter(({ add }) => !others.some((other) => other.add === add))

export const operatorFamily = defineKind<OperatorFamily>({
  type: 'operator family',
  keyword: 'OPERATOR FAMILY',
  catalog: 'pg_opfamily',
  parentCatalog: 'pg_namespace',
  priority: 21,
  rebuildable: true,
  partOfParent: false,
  query: () => `
    select f.oid::int8 as objid, 0 as objsubid, opfname as name, opfnamespace::int8 as parent,
           amname as method,
           (select coalesce(json_agg(json_build_object('add', member, 'drop', dropped) order by rank, number, member), '[]')
              from (${memberQuery(loose('pg_amop', 'amopfamily'), loose('pg_amproc', 'amprocfamily'))}) m) as members
      from pg_opfamily f join pg_am on pg_am.oid = opfmethod
     where f.oid >= 16384`,
  identity: (name, parent, { method }) => `${parent!.identity}.${ident(name)} USING ${ident(method)}`,
  create: (f) => [
    { sql: `CREATE OPERATOR FAMILY ${f.identity}`, lock: 'none' },
    ...change(
      f,
      'ADD',
      f.shape.members.map(({ add }) => add),
    ),
  ],
  drop: (f) => ({ sql: `DROP OPERATOR FAMILY ${f.identity}`, lock: 'none' }),
  rename: (from, to) => ({ sql: `ALTER OPERATOR FAMILY ${from.identity} RENAME TO ${ident(to)}`, lock: 'none' }),
  setSchema: (from, schema) => ({
    sql: `ALTER OPERATOR FAMILY ${from.identity} SET SCHEMA ${ident(schema)}`,
    lock: 'none',
  }),
  attributes: {
    method: 'replace',
    members: (f, from, to) => [
      ...change(
        f,
        'DROP',
        without(from, to).map(({ drop }) => drop),
      ),
      ...change(
        f,
        'ADD',
        without(to, from).map(({ add }) => add),
      ),
    ],
  },
})
