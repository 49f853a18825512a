/** The library. */
export * from "./check-api.ts";
