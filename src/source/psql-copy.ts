// psql's \copy: the COPY command and the file that it names.

import { SourceError, type Place } from './source-error.ts'

interface CopyCommand {
  readonly sql: string
  /** Null: the data follow in the script. */
  readonly path: string | null
}

const FROM = /^((?:[^'"]|"(?:[^"]|"")*")*?)\s+from\s+(program\s+)?('(?:[^']|'')*'|\S+)\s*([^]*)$/i
const TO = /\sto\s+(program\s+)?('(?:[^']|'')*'|\S+)/i

/** Null: it writes a file, which is nobody's business here. */
export function copyCommand(line: string, place: Place): CopyCommand | null {
  const match = line.startsWith('(') ? null : FROM.exec(line)
  if (!match) {
    if (TO.test(line)) return null
    throw new SourceError(`\\copy ${line} is not understood.`, place)
  }
  const [, table, program, source, options] = match
  if (program) throw new SourceError('\\copy … from program runs a program. Trueup does not.', place)
  const bare = source!.startsWith("'") ? source!.slice(1, -1).replaceAll("''", "'") : source!.replace(/;$/, '')
  const fromScript = /^p?stdin$/i.test(bare)
  return { sql: `COPY ${table} FROM STDIN ${options!.replace(/;\s*$/, '')}`.trimEnd(), path: fromScript ? null : bare }
}
