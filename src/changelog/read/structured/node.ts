// One shape for what YAML, JSON and XML say: named nodes with a value or children, each with its line. An entry of a list has no
// name. Knows no changelog.

import type { Place } from '../../../source/source-error.ts'
import { ChangelogError } from '../../errors.ts'

export interface Node extends Place {
  /** '' for an entry of a list. */
  readonly name: string
  /** As text; null where there is none. */
  readonly value: string | null
  /** Where the value begins. */
  readonly valueLine: number
  /** `2020-01-02` where YAML takes it for a date; the value is what Java makes of that. */
  readonly date: string | null
  readonly children: readonly Node[]
}

export const childOf = (node: Node, name: string): Node | null =>
  node.children.find((child) => child.name === name) ?? null

/** The value of a child; null where there is none, or it is null. */
export const valueOf = (node: Node, name: string): string | null => childOf(node, name)?.value ?? null

/** A value, or a list's values with commas between them. */
export function listedValueOf(node: Node, name: string): string | null {
  const child = childOf(node, name)
  if (child === null || child.children.length === 0) return child?.value ?? null
  return child.children.flatMap(({ value }) => (value === null ? [] : [value])).join(',')
}

/** Children, with the entries of a list in its place: a list of maps reads like one map. */
export const entriesOf = (node: Node): Node[] =>
  node.children.flatMap((child) => (child.name === '' ? entriesOf(child) : [child]))

/** `columns: [{column: …}, {name: …}]`, and `<column/>` as it stands in XML. */
export const itemsOf = (node: Node, plural: string, singular: string): Node[] =>
  node.children.flatMap((child) => {
    if (child.name === singular) return [child]
    return child.name === plural ? child.children.flatMap((item) => itemOf(item, singular)) : []
  })

const itemOf = (item: Node, singular: string): Node[] => {
  if (item.name === singular) return [item]
  const [only] = item.children
  return item.children.length === 1 && only?.name === singular ? [only] : [item]
}

/** Anything but true is false. */
export const isTrue = (node: Node, name: string, otherwise: boolean): boolean => {
  const value = valueOf(node, name)
  return value === null ? otherwise : value.trim().toLowerCase() === 'true'
}

export function requiredValue(node: Node, name: string, what: string): string {
  const value = valueOf(node, name)
  if (value !== null && value !== '') return value
  throw new ChangelogError(`${what} needs ${name}.`, node)
}

/** The same tree with every value passed through. */
export const mapValues = (node: Node, change: (value: string, at: Node) => string): Node => ({
  ...node,
  value: node.value === null ? null : change(node.value, node),
  children: node.children.map((child) => mapValues(child, change)),
})
