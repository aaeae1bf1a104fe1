// How many there are, in words.

/** `1 changeset`, `2 changesets`. */
export const counted = (count: number, one = 'changeset', many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`
