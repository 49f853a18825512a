/** Families of faults that show only under a condition drawn from a seed: what hand-written checks do not think of. */
import type { FaultInfo } from "../../../model/fault.ts";
import type { Fault } from "../fault.ts";
import { draw, type Draw } from "./random.ts";

export interface SeededFamily extends FaultInfo {
  readonly seeded: true;
  /** The condition that a seed gives, in words. */
  readonly trigger: (seed: number) => string;
  readonly make: (seed: number) => Fault["apply"];
}

interface Declaration<T> {
  readonly id: string;
  readonly area: string;
  readonly title: string;
  readonly requirements: readonly string[];
  readonly draw: (draw: Draw) => T;
  readonly words: (trigger: T) => string;
  readonly apply: (trigger: T) => Fault["apply"];
}

/** A family; its id gets the prefix `seeded-`. */
export function family<T>({ id, area, title, requirements, draw: drawing, words, apply }: Declaration<T>): SeededFamily {
  const of = (seed: number): T => drawing(draw(id, seed));
  return { id: `seeded-${id}`, area, title, requirements, strength: "must", seeded: true, trigger: (seed) => words(of(seed)), make: (seed) => apply(of(seed)) };
}
