// When a trigger, rule or event trigger fires, in the words of ALTER: ENABLE, DISABLE, ENABLE REPLICA, ENABLE ALWAYS.

export type EnabledState = 'ENABLE' | 'DISABLE' | 'ENABLE REPLICA' | 'ENABLE ALWAYS'

/** @param column tgenabled, ev_enabled or evtenabled */
export const enabledState = (column: string): string =>
  `case ${column} when 'D' then 'DISABLE' when 'R' then 'ENABLE REPLICA' when 'A' then 'ENABLE ALWAYS' else 'ENABLE' end`
