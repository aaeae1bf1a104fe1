// The line of a position in a text. Asked in ascending order it walks the text once.

export class LineCounter {
  private readonly text: string
  private line = 1
  private lineStart = 0
  private nextBreak: number

  constructor(text: string) {
    this.text = text
    this.nextBreak = text.indexOf('\n')
  }

  /** From 1. */
  lineAt(position: number): number {
    if (position < this.lineStart) {
      this.line = 1
      this.lineStart = 0
      this.nextBreak = this.text.indexOf('\n')
    }
    while (this.nextBreak >= 0 && this.nextBreak < position) {
      this.line++
      this.lineStart = this.nextBreak + 1
      this.nextBreak = this.text.indexOf('\n', this.lineStart)
    }
    return this.line
  }
}
