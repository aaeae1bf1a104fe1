// Context and label expressions: `a and (b or !c), @d`. The comma is the loosest or. Knows no changeset.

/** What an expression asks of the names that are given: `named` alone is what `@name` asks. */
type Expression = (names: ReadonlySet<string>, none: boolean) => boolean

/** Words that stand side by side are one name; an empty part of a list is none. */
const TOKEN =
  /\s*(?:([(),!])|((?:(?:and|or|not)(?=[\s()!,]|$))|[^\s(),!]+(?:\s+(?!(?:and|or|not)(?:[\s()!,]|$))[^\s(),!]+)*))/iy
const CACHE = new Map<string, Expression>()

/** Contexts: the changeset holds an expression, the run gives names. Without names all match but what asks for `@name`. */
export function contextsMatch(expressions: readonly string[], names: readonly string[]): boolean {
  const given = names.flatMap(namesOf)
  return expressions.every((expression) => matches(expression, given))
}

/** Labels: the changeset holds names, the run gives an expression; without one all match. */
export function labelsMatch(labels: readonly string[], expression: string | null): boolean {
  if (expression === null || expression.trim() === '') return true
  return labels.length === 0 ? matches(expression, []) : labels.every((list) => matches(expression, namesOf(list)))
}

/** Every name that an expression mentions, as written but for `@`. */
export function mentionedNames(expression: string): string[] {
  return tokens(expression)
    .filter((token) => !/^(?:[(),!]|and|or|not)$/i.test(token))
    .map((token) => token.replace(/^@/, ''))
}

/** Where no name is given, or a changeset has no label, everything matches but `@name`. */
const matches = (expression: string, names: readonly string[]): boolean =>
  compiled(expression)(withAt(new Set(names)), names.length === 0)

const namesOf = (list: string): string[] =>
  list
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')

/** `@name` and `name` are the same name, on either side. */
const withAt = (names: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...names].flatMap((name) => (name.startsWith('@') ? [name, name.slice(1)] : [name, `@${name}`])))

function tokens(text: string): string[] {
  const found: string[] = []
  TOKEN.lastIndex = 0
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) found.push(match[1] ?? match[2] ?? '')
  return found.filter((token, i) => token !== ',' || (i > 0 && i < found.length - 1 && found[i - 1] !== ','))
}

function compiled(text: string): Expression {
  let expression = CACHE.get(text)
  if (!expression) {
    expression = compile(tokens(text))
    CACHE.set(text, expression)
  }
  return expression
}

function compile(all: readonly string[]): Expression {
  let at = 0
  const peek = (): string => (all[at] ?? '').toLowerCase()

  const either = (word: string, operand: () => Expression) => (): Expression => {
    const operands = [operand()]
    while (peek() === word) {
      at++
      operands.push(operand())
    }
    const [only] = operands
    return operands.length === 1 && only ? only : (names, none) => operands.some((one) => one(names, none))
  }

  const unary = (): Expression => {
    const token = peek()
    at++
    if (token === '!' || token === 'not') {
      const operand = unary()
      return (names, none) => none || !operand(names, none)
    }
    if (token === '(') {
      const inner = list()
      if (peek() === ')') at++
      return inner
    }
    return named(token)
  }

  const every = (): Expression => {
    const operands = [unary()]
    while (peek() === 'and') {
      at++
      operands.push(unary())
    }
    return (names, none) => operands.every((one) => one(names, none))
  }

  const list = either(',', either('or', every))
  return all.length === 0 ? () => true : list()
}

const named = (name: string): Expression =>
  name.startsWith('@') ? (names) => names.has(name) : (names, none) => none || name === '' || names.has(name)

/** Why an expression cannot mean what it seems to say. */
export interface ExpressionFault {
  readonly message: string
  /** It means something here. */
  readonly isUnderstood: boolean
}

const fault = (message: string): ExpressionFault => ({ message, isUnderstood: false })

export function expressionFault(text: string): ExpressionFault | null {
  let depth = 0
  let before = ','
  let hasCommaWithin = false
  for (const written of [...tokens(text), 'end']) {
    const token = written.toLowerCase()
    const endsOperand = before === ')' || !/^(?:[(,!]|and|or|not)$/.test(before)
    const isEnd = token === ')' || token === ',' || token === 'and' || token === 'or' || written === 'end'
    const isFirst = before === ',' && (token === ',' || written === 'end')
    if (isEnd && !endsOperand && !isFirst) return fault(`nothing stands between ${before} and ${token}`)
    if (!isEnd && endsOperand) return fault(`and, or or a comma is missing before ${written}`)
    if (/^(?:!|not)$/.test(token) && /^(?:!|not)$/.test(before)) return fault('two negations stand side by side')
    if (token === '@') return fault('@ stands before no name')
    if (token === '(') depth++
    if (token === ')' && --depth < 0) return fault('a ) closes nothing')
    if (token === ',' && depth > 0) hasCommaWithin = true
    before = token
  }
  if (depth > 0) return fault('a ( is not closed')
  if (hasCommaWithin) return { message: 'Liquibase refuses a comma within parentheses: write or', isUnderstood: true }
  if (/&&|\|\|/.test(text)) return { message: '&& and || are no operators: write and, or', isUnderstood: true }
  const isMoot = text.split(',').some((part) => /@/.test(part) && isWhollyEnclosed(part.trim()))
  const message =
    'with no context named, Liquibase takes what stands in parentheses as a whole to match, @ or not: take the outer ones away'
  return isMoot ? { message, isUnderstood: true } : null
}

/** `(a and b)`, but not `(a) and (b)`. */
function isWhollyEnclosed(text: string): boolean {
  if (!text.startsWith('(')) return false
  let depth = 0
  for (const [i, character] of [...text].entries()) {
    if (character === '(') depth++
    if (character === ')' && --depth === 0) return i === [...text].length - 1
  }
  return false
}
