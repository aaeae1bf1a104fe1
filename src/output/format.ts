// The formats that a plan is shown in, one line each.

import type { Plan } from '../plan/plan.ts'
import { toGithub } from './github.ts'
import { toJson } from './json.ts'
import { toMarkdown } from './markdown.ts'
import { toSql } from './sql.ts'
import { toText } from './text.ts'

export const FORMATS = {
  sql: toSql,
  text: toText,
  json: toJson,
  markdown: toMarkdown,
  github: toGithub,
} satisfies Record<string, (plan: Plan, options: { colour: boolean }) => string>

export type Format = keyof typeof FORMATS

export const render = (plan: Plan, format: Format, options: { colour: boolean }): string =>
  FORMATS[format](plan, options)
