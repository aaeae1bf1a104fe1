// The formats that a plan is shown in, one line each.

import type { Plan } from '../plan/plan.ts'
import { toGithub } from './github.ts'
import { toJson } from './json.ts'
import { toMarkdown } from './markdown.ts'
import { toSql } from './sql.ts'
import { toText } from './text.ts'

export interface RenderOptions {
  readonly colour: boolean
  /** Leave out what stands beside the result: text alone has such notes. */
  readonly quiet?: boolean
}

export const FORMATS = {
  sql: toSql,
  text: toText,
  json: toJson,
  markdown: toMarkdown,
  github: toGithub,
} satisfies Record<string, (plan: Plan, options: RenderOptions) => string>

export type Format = keyof typeof FORMATS

export const render = (plan: Plan, format: Format, options: RenderOptions): string => FORMATS[format](plan, options)
