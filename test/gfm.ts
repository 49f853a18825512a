/** Markdown as GitHub parses it, for tests: raw HTML is let through, so that a test sees it. */
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

export interface Rendered {
  /** How often each element occurs. */
  readonly elements: Readonly<Record<string, number>>;
  readonly headings: readonly string[];
  readonly cells: readonly string[];
  readonly links: readonly string[];
  /** What is neither code nor a link: where GitHub looks for mentions, issues and the like. */
  readonly text: string;
}

const decode = (html: string): string => html.replaceAll(/<[^>]*>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

/** Renders GitHub-flavoured Markdown and says what came out of it. */
export function rendered(markdown: string): Rendered {
  const html = micromark(markdown, { allowDangerousHtml: true, allowDangerousProtocol: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  const elements: Record<string, number> = {};
  for (const [, name = ""] of html.matchAll(/<([a-z!?][\w-]*)/gi)) elements[name] = (elements[name] ?? 0) + 1;
  return {
    elements,
    headings: [...html.matchAll(/<h[1-6]>(.*?)<\/h[1-6]>/gs)].map(([, h = ""]) => decode(h)),
    cells: [...html.matchAll(/<td>(.*?)<\/td>/gs)].map(([, c = ""]) => decode(c)),
    links: [...html.matchAll(/<a[^>]*href="([^"]*)"/g)].map(([, href = ""]) => href),
    text: decode(html.replaceAll(/<pre>.*?<\/pre>|<code>.*?<\/code>|<a [^>]*>.*?<\/a>/gs, " ")),
  };
}

/** The elements that the reports use themselves. */
export const OWN: readonly string[] = ["h1", "h2", "h3", "p", "ul", "li", "strong", "code", "pre", "blockquote", "a", "table", "thead", "tbody", "tr", "th", "td"];

/** What GitHub finds in rendered text: mentions, issues, commits, addresses, formulas, emoji. */
export const ACTIVE = /@\w|#\w|\bGH-\d|:\/\/|www\.|\$|\b[0-9a-f]{7,40}\b|:\w+:/i;

// oxlint-disable-next-line no-control-regex -- they are what must not be there
export const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/u;
