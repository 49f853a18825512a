/** A number with its noun: `1 check`, `2 checks`, `3 retries`. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
