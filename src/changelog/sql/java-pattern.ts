// regExpReplace: patterns and replacements as Java has them, where JavaScript has others.

import type { SqlVisitor } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { textOf } from './change-types/change-type.ts'

export function replacedByPattern(sql: string, visitor: SqlVisitor): string {
  const written = textOf(visitor.fields, 'replace') ?? ''
  const [, flags = '', pattern = ''] = /^(?:\(\?([ims]+)\))?([\s\S]*)$/.exec(written) ?? []
  return sql.replaceAll(compiled(pattern, `g${flags}`, visitor), replacement(textOf(visitor.fields, 'with') ?? ''))
}

function compiled(pattern: string, flags: string, visitor: SqlVisitor): RegExp {
  try {
    return new RegExp(pattern, flags)
  } catch (cause) {
    const message = `the pattern of regExpReplace cannot be read here: ${pattern}. Write it without what Java alone has.`
    throw new ChangelogError(message, visitor, { cause })
  }
}

/** `\x` stands for x, `$0` for the whole, `$1` and `${name}` for a group. */
const replacement = (text: string): string =>
  text.replaceAll(/\\([\s\S])|\$0|\$\{(\w+)\}/g, (_, escaped?: string, name?: string) => {
    if (escaped !== undefined) return escaped === '$' ? '$$' : escaped
    return name === undefined ? '$&' : `$<${name}>`
  })
