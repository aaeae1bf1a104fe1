// The files that a conversion writes, as a reviewer has read them. TRUEUP_UPDATE=1 writes them anew.

import { cpSync, existsSync, rmSync } from 'node:fs'
import { expect } from 'vitest'
import { filesIn } from './taking-over.ts'

export function expectConverted(folder: string, golden: string): void {
  if (process.env['TRUEUP_UPDATE']) {
    rmSync(golden, { recursive: true, force: true })
    cpSync(folder, golden, { recursive: true })
  }
  expect(filesIn(folder)).toEqual(existsSync(golden) ? filesIn(golden) : {})
}
