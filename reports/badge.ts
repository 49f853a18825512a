/** A badge for a README: the profile, the day and the verdict of a self-test. Never a certificate, and it says so. */
import type { Run } from "../src/model/run.ts";
import { oneLine } from "./safe-text.ts";
import { xmlText } from "./xml.ts";
import { day, isUnfinished, verdictWord } from "./summary.ts";

const LABEL = "SCIM self-tested";
/** White text on each has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3). */
const COLORS = { green: "#17693a", red: "#b3161d", grey: "#5b6068", label: "#33383d" } as const;

const color = (run: Run): "green" | "red" | "grey" => (isUnfinished(run) ? "grey" : run.conformant ? "green" : "red");
const short = (text: string, max: number): string => {
  const letters = Array.from(oneLine(text));
  return letters.length > max ? `${letters.slice(0, max - 1).join("")}…` : letters.join("");
};

/** The verdict, short: `not conformant`, `shard 2/3, not conformant`. */
function word(run: Run): string {
  const { shard } = run;
  const text = verdictWord(run).toLowerCase();
  return shard ? text.replace(`shard ${shard.index} of ${shard.count}`, `shard ${shard.index}/${shard.count}`) : text;
}

/** `rfc 2026-11-26 · conformant`. */
function message(run: Run): string {
  return `${short(run.suite.profile, 24)} ${short(day(run), 10)} · ${word(run)}`;
}

/** Width of 11px Verdana or its like, estimated; `textLength` makes every font keep to it. */
function width(text: string): number {
  return Math.round(Array.from(text).reduce((sum, c) => sum + (/[ilj.,:;|'!·fIt ]/.test(c) ? 4 : /[mwMW@]/.test(c) ? 10 : c > "\u02ff" ? 11 : 7), 0));
}

/** A badge as SVG 1.1 without links, scripts, style sheets or external fonts; the same words are its accessible name. */
export function renderBadgeSvg(run: Run): string {
  const text = message(run);
  const [left, right] = [width(LABEL), width(text)];
  const [split, total] = [left + 12, left + right + 24];
  const name = xmlText(`${LABEL}: ${text}; profile, date and verdict of a self-test, not a certification`);
  const label = (x: number, w: number, words: string) => `<text x="${x}" y="14" textLength="${w}" lengthAdjust="spacingAndGlyphs">${xmlText(words)}</text>`;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${total}" height="20" viewBox="0 0 ${total} 20" role="img" aria-labelledby="title">`,
    `<title id="title">${name}</title>`,
    `<rect width="${split}" height="20" fill="${COLORS.label}"/>`,
    `<rect x="${split}" width="${total - split}" height="20" fill="${COLORS[color(run)]}"/>`,
    `<g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">`,
    label(6, left, LABEL),
    label(split + 6, right, text),
    `</g>`,
    `</svg>`,
  ].join("\n")}\n`;
}

/** For https://img.shields.io/endpoint?url=...: the same badge as data. */
export function renderShieldsJson(run: Run): string {
  const shown = color(run);
  return `${JSON.stringify({ schemaVersion: 1, label: LABEL, message: message(run), color: COLORS[shown].slice(1), labelColor: COLORS.label.slice(1), isError: false, cacheSeconds: 3600 }, null, 1)}\n`;
}
