/** Body templates: JSON whose strings are Handlebars templates ({{unique}}, {{email}}). */
import Handlebars from "handlebars";
import type { Json, JsonObject } from "../model/json.ts";

/** Values for one resource. */
export interface TemplateVariables {
  readonly unique: string;
  readonly email: string;
}

const engine = Handlebars.create();
const OPTIONS = { noEscape: true, strict: true, knownHelpersOnly: true } as const;
const SAMPLE: TemplateVariables = { unique: "sample", email: "sample@example.com" };

function map(value: Json, path: readonly (string | number)[], render: (text: string, path: readonly (string | number)[]) => string): Json {
  if (typeof value === "string") return render(value, path);
  if (Array.isArray(value)) return (value as readonly Json[]).map((v, i) => map(v, [...path, i], render));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value as JsonObject).map(([k, v]) => [k, map(v, [...path, k], render)]));
}

/** Fills in a template. Throws if it uses a variable that does not exist; `checkTemplate` finds that beforehand. */
export function renderTemplate(template: JsonObject, variables: TemplateVariables): JsonObject {
  return map(template, [], (text) => (text.includes("{{") ? engine.compile(text, OPTIONS)({ ...variables }) : text)) as JsonObject;
}

/** What is wrong with a template, by path. */
export function checkTemplate(template: Json): readonly { readonly path: readonly (string | number)[]; readonly message: string }[] {
  const problems: { path: readonly (string | number)[]; message: string }[] = [];
  map(template, [], (text, path) => {
    try {
      return engine.compile(text, OPTIONS)({ ...SAMPLE });
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
      problems.push({ path, message: `not a valid template (${reason}); known variables: {{unique}}, {{email}}` });
      return text;
    }
  });
  return problems;
}
