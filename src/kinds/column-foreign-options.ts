// The options of a foreign table's column, `name=value` texts, as OPTIONS (…) gives and changes them.

import { ident } from '../catalog/identifier.ts'

export function foreignOptionChanges(from: readonly string[], to: readonly string[]): string {
  const pair = (option: string) => ({
    name: option.slice(0, option.indexOf('=')),
    value: option.slice(option.indexOf('=') + 1),
  })
  const [was, is] = [
    new Map(from.map(pair).map((o) => [o.name, o.value])),
    new Map(to.map(pair).map((o) => [o.name, o.value])),
  ]
  const set = [...is].filter(([name, value]) => was.get(name) !== value)
  return [
    ...set.map(([name, value]) =>
      `${was.has(name) ? 'SET' : from.length ? 'ADD' : ''} ${ident(name)} '${value.replaceAll("'", "''")}'`.trim(),
    ),
    ...[...was.keys()].filter((name) => !is.has(name)).map((name) => `DROP ${ident(name)}`),
  ].join(', ')
}
