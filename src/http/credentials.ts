/** Request header fields: the defaults, the configured ones, the credential, and what one request changes. */
import { randomBytes } from "node:crypto";
import type { CredentialName, HeaderList } from "../model/exchange.ts";
import type { Redactor } from "./redact.ts";
import type { Auth, HttpOptions, HttpRequest } from "./types.ts";

const CREDENTIAL_FIELDS = new Set(["authorization", "proxy-authorization", "cookie"]);

/** The header field that carries a credential; null for none. */
export function credentialHeader(auth: Auth): readonly [string, string] | null {
  switch (auth.type) {
    case "none":
      return null;
    case "bearer":
      return ["Authorization", `Bearer ${auth.token}`];
    case "basic":
      return ["Authorization", `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString("base64")}`];
    case "header":
      return [auth.name, auth.value];
  }
}

/** A credential of the same kind that cannot be right. */
function bogus(auth: Auth): Auth {
  const word = `invalid-${randomBytes(12).toString("hex")}`;
  // Not the real user name: wrong passwords lock accounts.
  if (auth.type === "basic") return { ...auth, username: word, password: word };
  if (auth.type === "header") return { ...auth, value: word };
  return { type: "bearer", token: word };
}

/** Tells the redactor everything that is secret about a credential. */
export function hideCredential(auth: Auth, redactor: Redactor): void {
  if (auth.type === "bearer") redactor.add(auth.token);
  // Without a password the pair would be a mere user name.
  if (auth.type === "basic" && auth.password !== "") {
    redactor.add(auth.password);
    redactor.add(`${auth.username}:${auth.password}`);
  }
  if (auth.type === "header") {
    redactor.add(auth.value);
    redactor.hide(auth.name);
  }
}

/** Composes header fields; later ones replace earlier ones of the same name. */
export class RequestFields {
  readonly #options: HttpOptions;
  readonly #origin: string;
  readonly #bogus: Auth;
  /** Lower-case names of configured fields that count as part of the primary credential. */
  readonly #private: ReadonlySet<string>;

  constructor(options: HttpOptions) {
    this.#options = options;
    this.#origin = new URL(options.baseUrl).origin;
    this.#bogus = bogus(options.auth);
    this.#private = options.auth.type === "header" ? new Set([...CREDENTIAL_FIELDS, options.auth.name.toLowerCase()]) : CREDENTIAL_FIELDS;
  }

  /** Fields of one request to `origin`. Another origin than the target's gets neither credentials nor configured fields. */
  of(request: HttpRequest, origin: string): HeaderList {
    const fields = new Map<string, readonly [string, string]>();
    const set = (name: string, value: string): unknown => fields.set(name.toLowerCase(), [name, value]);
    set("Accept", "application/scim+json");
    set("Accept-Encoding", "identity");
    set("User-Agent", this.#options.userAgent);
    if (request.body !== undefined && request.body !== null) set("Content-Type", "application/scim+json");
    if (origin === this.#origin) {
      for (const [name, value] of Object.entries(this.#options.headers ?? {})) {
        if (request.credential === "primary" || !this.#private.has(name.toLowerCase())) set(name, value);
      }
      const credential = credentialHeader(this.#auth(request.credential));
      if (credential) set(...credential);
    }
    for (const [name, value] of Object.entries(request.headers ?? {})) {
      if (value === null) fields.delete(name.toLowerCase());
      else set(name, value);
    }
    return [...fields.values()];
  }

  #auth(name: CredentialName): Auth {
    const { auth, credentials } = this.#options;
    if (name === "none") return { type: "none" };
    if (name === "invalid") return this.#bogus;
    const found = name === "primary" ? auth : credentials?.[name];
    // Sending without it would make the answer look like the target's verdict on that credential.
    if (!found) throw new Error(`the config gives no target.otherCredentials.${name}`);
    return found;
  }
}
