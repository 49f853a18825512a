/** Equal expectations of an invariant as one record with a count. */
import type { Expectation } from "../model/expectation.ts";
import { withoutChance } from "./normalise.ts";

/** Pointers with array positions replaced, so that the same fault at each element folds into one finding. */
function shapeOf(pointer: string | undefined): string {
  return (pointer ?? "").replace(/\/\d+(?=\/|$)/g, "/*");
}

function holding(requirement: string, code: string | undefined): string {
  return code === undefined ? requirement : `${requirement} ${code}`;
}

/** What a reader sees of an expectation, without what differs from run to run. */
const seen = ({ message, pointer, expected, actual }: Expectation): string => withoutChance(JSON.stringify([message, pointer, expected, actual]));

/**
 * The one that stands for both: the shortest to read, then by its text. The order of the exchanges must not matter, since it
 * differs between a run and its shards.
 */
function clearer(a: Expectation, b: Expectation): Expectation {
  const [textA, textB] = [seen(a), seen(b)];
  return textA.length < textB.length || (textA.length === textB.length && textA <= textB) ? a : b;
}

/** Records expectations, equal ones once. Nearly all of them hold, so those are counted without being built. */
export class Folded {
  readonly #records = new Map<string, { shown: Expectation; count: number }>();
  readonly #typeOf: (e: Expectation) => string | null;

  /** `typeOf` gives the resource type of the exchange that shows an expectation: findings are told apart by it. */
  constructor(typeOf: (e: Expectation) => string | null) {
    this.#typeOf = typeOf;
  }

  add(e: Expectation): void {
    const { requirement, code, ok, count = 1 } = e;
    const plain = ok && e.observation !== true;
    const key = plain ? holding(requirement, code) : JSON.stringify([requirement, code ?? "", ok, e.observation ?? false, ...(ok ? [] : [shapeOf(e.pointer), this.#typeOf(e)])]);
    const known = this.#records.get(key);
    if (!known) this.#records.set(key, { shown: e, count });
    else {
      known.count += count;
      if (!plain) known.shown = clearer(known.shown, e);
    }
  }

  /** Counts a comparison that holds, if an equal one has been added; false if none has. */
  repeats(requirement: string, code: string | undefined): boolean {
    const known = this.#records.get(holding(requirement, code));
    if (known) known.count += 1;
    return known !== undefined;
  }

  /** In an order of their own, whatever the order of the exchanges was. */
  list(): readonly Expectation[] {
    const sorted = [...this.#records].sort(([a], [b]) => (a < b ? -1 : 1));
    return sorted.map(([, { shown: { count: _own, ...shown }, count }]) => (count === 1 ? shown : { ...shown, count }));
  }
}
