/** `scimspec explain` */
import { nearest } from "../config/words.ts";
import { EXIT } from "./exit.ts";
import { explainCheck, explainCode, explainFault, explainOwn, explainPoint, explainRequirement } from "./explain-text.ts";
import { complain } from "./target.ts";
import { loadSubjects, type Subjects } from "./subjects.ts";

interface Explainable {
  readonly id: string;
  readonly text: () => string;
}

function explainables(subjects: Subjects): readonly Explainable[] {
  const { checks, catalogue, faults, plugins } = subjects;
  return [
    ...checks.map((c) => ({ id: c.id, text: () => explainCheck(c, subjects) })),
    ...catalogue.requirements.map((r) => ({ id: r.id, text: () => explainRequirement(r, subjects) })),
    ...plugins.flatMap((p) => p.requirements.map((r) => ({ id: r.id, text: () => explainOwn(r, p, subjects) }))),
    ...faults.map((f) => ({ id: f.id, text: () => explainFault(f, subjects) })),
    ...catalogue.ambiguities.map((p) => ({ id: p.id, text: () => explainPoint(p, subjects) })),
    ...catalogue.codes.map((c) => ({ id: c.code, text: () => explainCode(c, subjects) })),
  ];
}

/** Explains a check, requirement (of the RFCs or of a plugin), fault, ambiguous point (in any letter case) or finding code. */
export async function explainCommand(id: string, flags: Readonly<Record<string, unknown>>): Promise<number> {
  try {
    return explain(id, explainables(await loadSubjects(flags)));
  } catch (error) {
    return complain(error);
  }
}

function explain(id: string, known: readonly Explainable[]): number {
  const wanted = /^[ap]\d+$/i.test(id) ? id.toUpperCase() : id;
  // A finding code and a check may share their id: both are meant then.
  const found = known.filter((k) => k.id === wanted);
  if (found.length > 0) {
    process.stdout.write(found.map((k) => k.text()).join("\n"));
    return EXIT.conformant;
  }
  const near = nearest(wanted, known.map((k) => k.id));
  process.stderr.write(`${id} is no check, requirement, fault, ambiguous point or finding code${near === undefined ? "" : `; did you mean ${near}?`}\n`);
  return EXIT.usage;
}
