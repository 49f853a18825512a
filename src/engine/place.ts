/** Where in a plugin an error arose: a place for the one who has to mend it, instead of a stack trace. */

/** The compiled package (dist), or its sources: places in it say nothing about a plugin. */
const OWN = new URL("../../", import.meta.url).pathname;

export interface Place {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
}

/** The first place of the error's stack that is neither Node's, nor an installed package's, nor scimspec's; null if there is none. */
export function placeOf(error: unknown): Place | null {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const places = stack.matchAll(/(?:file:\/\/|\(|at )(\/[^\s:()?]+)[^\s:()]*:(\d+)/g);
  const [, file, line] = [...places].find(([, path = ""]) => !path.includes("/node_modules/") && !path.startsWith(OWN)) ?? [];
  return file === undefined ? null : { file: file.includes("%") ? decodeURI(file) : file, line: Number(line) };
}

/** `, my-checks.js:12`: without the folder, since it goes into reports; empty if the place is not known. */
export function lineOf(error: unknown): string {
  const place = placeOf(error);
  return place ? `, ${place.file.slice(place.file.lastIndexOf("/") + 1)}:${place.line}` : "";
}
