/** Judges what filters find of a corpus. */
import type { CheckContext } from "../../src/model/check.ts";
import { ask, type Answer, type Corpus } from "./corpus.ts";

export interface Terms {
  /** Members whose presence is not judged. */
  readonly either?: readonly string[];
  /** Finding code of a wrong result. */
  readonly code?: string;
  /** True: the filter is joined with the one that finds the corpus alone, because other resources could match it too. */
  readonly within?: boolean;
  /** Further query parameters. */
  readonly query?: Readonly<Record<string, string>>;
}

export type Outcome = "right" | "wrong" | "declined";

/** What a member is called in messages: its role and, where one attribute matters, its value. */
export type Describe = (name: string) => string;

function keyword(answer: Answer): boolean {
  return answer.response.status === 400 && answer.response.object?.["scimType"] === "invalidFilter";
}

/** Collects what the server declined, so that a check that could judge nothing ends as skipped. */
export class FilterJudge {
  readonly #context: CheckContext;
  readonly #corpus: Corpus;
  readonly #describe: Describe;
  readonly #declined: string[] = [];
  #judged = 0;

  constructor(context: CheckContext, corpus: Corpus, describe: Describe = (name) => name) {
    this.#context = context;
    this.#corpus = corpus;
    this.#describe = describe;
  }

  /** The filter as it is sent; undefined where it would have to be joined with one that the server does not take. */
  sent(filter: string, terms: Terms = {}): string | undefined {
    if (terms.within !== true) return filter;
    return this.#corpus.narrow === null ? undefined : `${this.#corpus.narrow} and ${filter}`;
  }

  /** Expects that exactly these members are found. A refusal as the RFC foresees it judges nothing. */
  async finds(requirement: string | readonly string[], filter: string, expected: readonly string[], terms: Terms = {}): Promise<Outcome> {
    const text = this.sent(filter, terms);
    if (text === undefined) {
      this.#declined.push(filter);
      return "declined";
    }
    const answer = await ask(this.#context.scim, this.#corpus, text, terms.query);
    const requirements = typeof requirement === "string" ? [requirement] : requirement;
    if (answer.declined) return this.#decline(requirements, answer);
    this.#judged += 1;
    const ok = this.#holds(answer, expected, terms.either ?? []);
    const { ok: answered, status } = answer.response;
    const detail = { message: this.#message(answer), expected: expected.map(this.#describe), actual: answered ? this.#shown(answer) : status, at: answer.response, pointer: answered ? "/Resources" : "status" };
    for (const id of requirements) this.#context.expect.of(id, terms.code).that(ok, detail);
    return ok ? "right" : "wrong";
  }

  /** Ends the check as skipped if nothing could be judged, by this judge or by the others of the check. */
  done(...others: readonly (FilterJudge | undefined)[]): void {
    if (this.#judged === 0 && others.every((o) => !o || o.#judged === 0)) this.#context.skip(`the server declines the filters of this check, for example ${this.#declined[0] ?? "none could be sent"}`);
  }

  #holds(answer: Answer, expected: readonly string[], either: readonly string[]): boolean {
    if (!answer.response.ok || answer.others > 0) return false;
    const judged = answer.names.filter((n) => !either.includes(n));
    const wanted = expected.filter((n) => !either.includes(n));
    if (judged.some((n) => !wanted.includes(n))) return false;
    return !answer.complete || judged.length === wanted.length;
  }

  #shown({ names, others }: Answer): readonly string[] {
    return [...names.map(this.#describe), ...(others > 0 ? [`${others} other resources`] : [])];
  }

  #decline(requirements: readonly string[], answer: Answer): Outcome {
    this.#declined.push(answer.filter);
    if (keyword(answer)) return "declined";
    const { status, object } = answer.response;
    const scimType = object?.["scimType"];
    const how = `${status}${typeof scimType === "string" ? ` ${scimType}` : ""}`;
    const message = `the filter ${answer.filter} is declined with ${how} instead of 400 invalidFilter`;
    for (const id of requirements) this.#context.expect.of(id, "filter/declined-otherwise").that(false, { message, expected: "400 invalidFilter", actual: how, at: answer.response, pointer: "status" });
    return "declined";
  }

  #message(answer: Answer): string {
    const { filter, response } = answer;
    if (!response.ok) return `the filter ${filter} is answered with ${response.status}`;
    const found = this.#shown(answer);
    return `the filter ${filter} finds ${found.length > 0 ? found.join(", ") : "nothing"}`;
  }
}
