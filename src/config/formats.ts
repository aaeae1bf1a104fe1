// The names of the formats, apart from their code, so that flags and files can be read without loading it.

export const FORMAT_NAMES = ['sql', 'text', 'json', 'markdown', 'github'] as const
export type Format = (typeof FORMAT_NAMES)[number]
