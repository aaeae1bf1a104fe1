// An operator.

import { ident } from '../catalog/identifier.ts'
import { defineKind } from './kind.ts'

interface Operator {
  /** Null: a prefix operator. */
  readonly left: string | null
  readonly right: string
  readonly function: string
  /** `OPERATOR(s.<)`. */
  readonly commutator: string | null
  readonly negator: string | null
  readonly restrict: string | null
  readonly join: string | null
  readonly hashes: boolean
  readonly merges: boolean
}

const otherOperator = (oid: string) =>
  `(select format('OPERATOR(%I.%s)', n.nspname, x.oprname) from pg_operator x join pg_namespace n on n.oid = x.oprnamespace where x.oid = ${oid})`

export const operator = defineKind<Operator>({
  type: 'operator',
  keyword: 'OPERATOR',
  catalog: 'pg_operator',
  parentCatalog: 'pg_namespace',
  priority: 20,
  rebuildable: true,
  partOfParent: false,
  // oprcode 0: only named as another's commutator or negator so far.
  query: () => `
    select oid::int8 as objid, 0 as objsubid, oprname as name, oprnamespace::int8 as parent,
           case when oprleft <> 0 then format_type(oprleft, null) end as left,
           format_type(oprright, null) as right,
           oprcode::regproc::text as function,
           ${otherOperator('o.oprcom')} as commutator,
           ${otherOperator('o.oprnegate')} as negator,
           nullif(oprrest, 0)::regproc::text as restrict,
           nullif(oprjoin, 0)::regproc::text as join,
           oprcanhash as hashes, oprcanmerge as merges
      from pg_operator o
     where oid >= 16384 and oprcode <> 0`,
  identity: (name, parent, { left, right }) => `${parent!.identity}.${name} (${left ?? 'NONE'}, ${right})`,
  definitions: ['function'],
  create({ name, parent, shape: o }) {
    const options = [
      `FUNCTION = ${o.function}`,
      ...(o.left === null ? [] : [`LEFTARG = ${o.left}`]),
      `RIGHTARG = ${o.right}`,
      ...(o.commutator === null ? [] : [`COMMUTATOR = ${o.commutator}`]),
      ...(o.negator === null ? [] : [`NEGATOR = ${o.negator}`]),
      ...(o.restrict === null ? [] : [`RESTRICT = ${o.restrict}`]),
      ...(o.join === null ? [] : [`JOIN = ${o.join}`]),
      ...(o.hashes ? ['HASHES'] : []),
      ...(o.merges ? ['MERGES'] : []),
    ]
    return { sql: `CREATE OPERATOR ${parent!.identity}.${name} (${options.join(', ')})`, lock: 'none' }
  },
  drop: (o) => ({ sql: `DROP OPERATOR ${o.identity}`, lock: 'none' }),
  setSchema: (from, schema) => ({ sql: `ALTER OPERATOR ${from.identity} SET SCHEMA ${ident(schema)}`, lock: 'none' }),
  attributes: {
    left: 'replace',
    right: 'replace',
    function: 'replace',
    commutator: 'replace',
    negator: 'replace',
    restrict: (o, _from, to) => ({
      sql: `ALTER OPERATOR ${o.identity} SET (RESTRICT = ${to ?? 'NONE'})`,
      lock: 'none',
    }),
    join: (o, _from, to) => ({ sql: `ALTER OPERATOR ${o.identity} SET (JOIN = ${to ?? 'NONE'})`, lock: 'none' }),
    hashes: 'replace',
    merges: 'replace',
  },
})
