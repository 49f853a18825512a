import { check, published } from "../../src/engine/api.ts";
import { at } from "../../src/scim/value.ts";

const SIZES = { defaultPageSize: "9865-4-defaultpagesize", maxPageSize: "9865-4-maxpagesize", cursorTimeout: "9865-4-cursortimeout" } as const;
const CODES = { defaultPageSize: "discovery/default-page-size-form", maxPageSize: "discovery/max-page-size-form", cursorTimeout: "discovery/cursor-timeout-form" } as const;

export default check({
  id: "discovery/pagination-values",
  title: "The published limits of paging have their defined form",
  failureTitle: "The published limits of paging have another form",
  verifies: ["9865-4-pagination-defaultmethod", "9865-4-defaultpagesize", "9865-4-maxpagesize", "9865-4-cursortimeout"],
  needs: [published("serviceProviderConfig")],
  detects: ["pagination-sizes-text", "pagination-default-method-unknown", "pagination-default-method-unsupported", "pagination-default-above-maximum"],
  mutates: "nothing",
  remedy: 'Give defaultPaginationMethod as "cursor" or "index", and defaultPageSize, maxPageSize and cursorTimeout as positive integers.',
  async run({ expect, target, skip }) {
    const config = target.discovery.serviceProviderConfig;
    if ((config.object?.["pagination"] ?? null) === null) return skip("the server publishes no pagination (/ServiceProviderConfig): RFC 9865 is optional");
    const value = (name: string) => at(config.json, `/pagination/${name}`) ?? null;
    const method = value("defaultPaginationMethod");
    expect.of("9865-4-pagination-defaultmethod").observe(method === null ? "no default method is published" : `the default method is ${JSON.stringify(method)}`, { at: config });
    if (method !== null) {
      const form = expect.of("9865-4-pagination-defaultmethod", "discovery/default-method");
      if (form.at(config, "/pagination/defaultPaginationMethod").oneOf(["cursor", "index"])) form.that(value(String(method)) !== false, { message: `defaultPaginationMethod is ${JSON.stringify(method)}, but pagination.${String(method)} is false`, expected: true, actual: false, at: config, pointer: `/pagination/${String(method)}` });
    }
    for (const name of ["defaultPageSize", "maxPageSize", "cursorTimeout"] as const) {
      const size = value(name);
      expect.of(SIZES[name]).observe(size === null ? `no ${name} is published` : `${name} is ${JSON.stringify(size)}`, { at: config });
      if (size !== null) expect.of(SIZES[name], CODES[name]).at(config, `/pagination/${name}`).is("a positive integer", (v) => typeof v === "number" && Number.isInteger(v) && v > 0);
    }
    const [usual, largest] = [value("defaultPageSize"), value("maxPageSize")];
    if (typeof usual === "number" && typeof largest === "number") expect.of("9865-4-maxpagesize", "discovery/default-above-maximum").that(usual <= largest, { message: `defaultPageSize ${usual} is above maxPageSize ${largest}`, expected: `at most ${largest}`, actual: usual, at: config, pointer: "/pagination/defaultPageSize" });
  },
});
