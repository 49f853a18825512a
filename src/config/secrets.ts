/** Secrets of a config: what the redactor masks, and the config as a report may show it. */
import type { Json, JsonObject } from "../model/json.ts";
import type { AuthConfig, Config } from "./types.ts";

const MASK = "***";

function secretsOf(auth: AuthConfig): readonly string[] {
  switch (auth.type) {
    case "none":
      return [];
    case "bearer":
      return [auth.token];
    case "basic":
      return [auth.password, `${auth.username}:${auth.password}`];
    case "header":
      return [auth.value];
  }
}

/** Every value of the config that must not reach a file, a log or a report. */
export function secrets(config: Config): readonly string[] {
  const { auth, otherCredentials, headers } = config.target;
  const others = [otherCredentials.otherTenant, otherCredentials.lowPrivilege].flatMap((a) => (a ? secretsOf(a) : []));
  const fields = Object.entries(headers).filter(([name]) => /auth|token|key|secret|cookie|password/i.test(name)).map(([, value]) => value);
  return [...secretsOf(auth), ...others, ...fields];
}

function maskAuth(auth: AuthConfig): JsonObject {
  const secret = new Set(["token", "password", "value"]);
  return Object.fromEntries(Object.entries(auth).map(([k, v]) => [k, secret.has(k) ? MASK : (v as string)]));
}

/** The effective config with every secret masked. */
export function maskedConfig(config: Config): JsonObject {
  const { target } = config;
  const others = Object.fromEntries(Object.entries(target.otherCredentials).map(([k, v]) => [k, maskAuth(v)]));
  const headers = Object.fromEntries(Object.keys(target.headers).map((k) => [k, MASK]));
  const masked = { ...config, target: { ...target, auth: maskAuth(target.auth), otherCredentials: others, headers, tls: { skipVerify: target.tls.skipVerify, ca: target.tls.ca === null ? null : "(given)" } } };
  return JSON.parse(JSON.stringify(masked)) as JsonObject satisfies Json;
}
