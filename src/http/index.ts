/** The recording HTTP client of scimspec. */
export { createHttpClient, HttpClient } from "./client.ts";
export { createRedactor, MASK, type Redactor } from "./redact.ts";
export type { Auth, HttpOptions, HttpRequest, HttpResult, HttpStats } from "./types.ts";
