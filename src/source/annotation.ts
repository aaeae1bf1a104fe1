// `-- trueup: renamed from old_name`: what the comments of a definition tell Trueup. Reads the comment's text only.

import { SourceError, type Place } from './source-error.ts'

export interface Annotation extends Place {
  /** The old name, unquoted; folded to lower case where it was written without quotes. */
  readonly from: string
  /** The old schema, where the annotation names it. */
  readonly fromSchema: string | null
  /** Where it stands in the statement's text; -1: above the statement. */
  readonly offset: number
}

/** A line of a comment, without its marks: `--`, or `/*` and the stars of a block. */
const ANNOTATION = /^[ \t]*(?:--+|\/\*+|\*+)?[ \t]*trueup:[ \t]*(.*?)\s*(?:\*+\/)?\s*$/m
const NAME = String.raw`"(?:[^"]|"")+"|'(?:[^']|'')+'|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*`
const RENAMED = new RegExp(`^renamed\\s+from\\s+(?:(${NAME})\\s*\\.\\s*)?(${NAME})$`)

const unquoted = (name: string): string => {
  const quote = name[0]
  return quote === '"' || quote === "'" ? name.slice(1, -1).replaceAll(quote + quote, quote) : name.toLowerCase()
}

/** Null: an ordinary comment. */
export function parseAnnotation(comment: string, place: Place, offset: number, behindCode: boolean): Annotation | null {
  const text = ANNOTATION.exec(comment)?.[1]
  if (text === undefined) return null
  const match = RENAMED.exec(text)
  if (!match)
    throw new SourceError(
      `the annotation “${text}” is not understood. Write: -- trueup: renamed from old_name (quote the name as SQL would).`,
      place,
    )
  if (behindCode)
    throw new SourceError(
      'the annotation stands behind code. Write it above what it is about, on a line of its own or before the code.',
      place,
    )
  return { ...place, from: unquoted(match[2]!), fromSchema: match[1] ? unquoted(match[1]) : null, offset }
}
