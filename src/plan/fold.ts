// Adjacent statements that one statement can do: several rewrites of a table are one.

import type { PlannedStatement } from './plan.ts'

export function fold(statements: readonly PlannedStatement[]): PlannedStatement[] {
  const folded: PlannedStatement[] = []
  for (const statement of statements) {
    const before = folded.at(-1)
    if (before && isOneRewrite(before, statement)) folded[folded.length - 1] = joined(before, statement)
    else folded.push(statement)
  }
  return folded
}

const isOneRewrite = (a: PlannedStatement, b: PlannedStatement): boolean =>
  a.action !== undefined &&
  a.action.command === b.action?.command &&
  a.rewritesTable === true &&
  b.rewritesTable === true &&
  a.verb === b.verb

function joined(a: PlannedStatement, b: PlannedStatement): PlannedStatement {
  const { command } = a.action!
  const text = `${a.action!.text},\n  ${b.action!.text}`
  const risks = [a.risk, b.risk].filter((risk) => risk !== undefined)
  const losses = [a.losesData, b.losesData].filter((loss) => loss !== undefined)
  return {
    ...a,
    sql: `${command}\n  ${text}`,
    action: { command, text },
    objects: [...new Set([...a.objects, ...b.objects])],
    ...(risks.length ? { risk: risks.join('; ') } : {}),
    ...(losses.length ? { losesData: losses.join(', ') } : {}),
  }
}
