// One SQL file of a revision, whichever way it leads: its header, and its body as it runs.

import type { Script } from '../revision.ts'
import { readBody } from './body.ts'
import { readHeader, transactional, type Header, type ScriptKind } from './header.ts'
import { checksumOf, normalised, refuseConflict } from './text.ts'

/** @param file for messages, relative to the working directory */
export function readScript(file: string, text: string, kind: ScriptKind): Script {
  return scriptWithHeader(file, text, kind).script
}

export function scriptWithHeader(file: string, raw: string, kind: ScriptKind): { script: Script; header: Header } {
  const text = normalised(raw)
  refuseConflict(text, file)
  const header = readHeader(text, file, kind)
  const { bodyOffset } = header
  const options = { transactional: transactional(header), hasHeader: kind !== 'repeatable' }
  const script: Script = {
    file,
    text,
    bodyOffset,
    checksum: checksumOf(text.slice(bodyOffset)),
    segments: readBody(text, file, bodyOffset, options),
    losesData: header.lines.get('loses-data')?.value ?? null,
  }
  return { script, header }
}
