/** The run document as text. */
import { createHash } from "node:crypto";
import type { Run } from "../src/model/run.ts";

const serialise = (run: object): string => JSON.stringify(run, null, 1);
const digest = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;

/** Digest of a run document without its integrity member: tells a document that was changed after it was written. No proof of origin. */
export function integrityOf(run: Run): string {
  const { integrity: _own, ...rest } = run;
  return digest(serialise(rest));
}

/** The run document, with its digest first. */
export function renderJson(run: Run): string {
  const { integrity: _own, ...rest } = run;
  const text = serialise(rest);
  return `{\n "integrity": ${JSON.stringify(digest(text))},\n${text.slice(2)}\n`;
}
