// What the column LIQUIBASE holds for changesets that Trueup ran. Liquibase shows it and draws no conclusion from it.

import { TOOL } from '../../revisions/history/record.ts'

const WIDTH = 20

/** `trueup 1.2.0` */
export const packageVersion = (): string => TOOL.slice(0, WIDTH)
