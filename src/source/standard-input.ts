// SQL from standard input: `-`.

import { decodeSql } from './decode.ts'
import { includeFile } from './sql-files.ts'
import type { SqlInput } from './sql-input.ts'

export async function readStandardInput(stream: AsyncIterable<Buffer | string>, cwd: string): Promise<SqlInput> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  const text = decodeSql(Buffer.concat(chunks), 'standard input')
  return {
    files: [{ name: 'standard input', text }],
    warnings: [],
    include: (include) => includeFile({ ...include, from: '.' }, cwd),
  }
}
