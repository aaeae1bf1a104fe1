// XML as nodes: attributes and elements are children alike, text is the value. Namespaces' prefixes are dropped.

import { SaxesParser } from 'saxes'
import { ChangelogError } from '../../errors.ts'
import { trimmed } from '../../trimmed.ts'
import type { Node } from './node.ts'

interface OpenElement {
  readonly name: string
  readonly line: number
  readonly valueLine: number
  readonly children: Node[]
  text: string
}

/** Of a document's own type definition, with a text for value. */
const ENTITY = /<!ENTITY\s+([\w.-]+)\s+(["'])(.*?)\2\s*>/gs

/** What the first line of the file says; null: UTF-8. */
export function declaredEncoding(bytes: Buffer): string | null {
  const [, encoding] = /^<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(bytes.toString('latin1', 0, 200)) ?? []
  return encoding === undefined || /^utf-?8$/i.test(encoding) ? null : encoding
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

export function parseXml(text: string, file: string): Node {
  const parser = new SaxesParser({ xmlns: false, position: true })
  const stack: OpenElement[] = [{ name: '', line: 1, valueLine: 1, children: [], text: '' }]
  const top = (): OpenElement => stack.at(-1) ?? { name: '', line: 1, valueLine: 1, children: [], text: '' }
  // an element's line is where its tag begins; an error's where the parser stands
  let begins = 1
  parser.on('opentagstart', () => {
    begins = parser.line
  })
  parser.on('error', (error) => {
    const reason = error.message.replace(/^\d+:\d+:\s*/, '').replace(/\.$/, '')
    throw new ChangelogError(`this is no XML: ${reason}.`, { file, line: parser.line }, { cause: error })
  })
  parser.on('opentag', ({ name, attributes }) => {
    const line = begins
    const children = Object.entries(attributes)
      .filter(([attribute]) => !/^(?:xmlns|xsi)(?::|$)/.test(attribute))
      .map(([attribute, value]) => leaf(localName(attribute), String(value), file, line))
    stack.push({ name: localName(name), line, valueLine: parser.line, children, text: '' })
  })
  parser.on('doctype', (doctype) => {
    for (const [, name = '', quote = '', value = ''] of doctype.matchAll(ENTITY))
      parser.ENTITIES[name] ??= value.replaceAll(quote === '"' ? '&quot;' : '&apos;', quote)
  })
  parser.on('text', (part) => {
    top().text += part
  })
  parser.on('cdata', (part) => {
    top().text += part
  })
  parser.on('closetag', () => {
    const element = stack.pop()
    if (element) top().children.push(nodeOf(element, file))
  })
  parser.write(text).close()
  return nodeOf(top(), file)
}

const leaf = (name: string, value: string, file: string, line: number): Node => ({
  name,
  file,
  line,
  valueLine: line,
  value,
  date: null,
  children: [],
})

/** Its text is trimmed, as in Liquibase: line breaks around a condition or a comment are none of it. */
function nodeOf({ name, line, valueLine, children, text }: OpenElement, file: string): Node {
  const value = trimmed(text)
  const linesBefore = text.slice(0, text.indexOf(value)).split('\n').length - 1
  return {
    name,
    file,
    line,
    valueLine: valueLine + linesBefore,
    value: value === '' ? null : value,
    date: null,
    children,
  }
}
