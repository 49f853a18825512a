import { assert, constantFrom, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { respelled, spellings } from "./patch-spelling.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const UPPER = { names: "upper", qualified: false } as const;
const BOTH = { names: "upper", qualified: true } as const;

describe("a path in another spelling", () => {
  test.each([
    ["title", UPPER, "TITLE"],
    ["name.givenName", UPPER, "NAME.GIVENNAME"],
    ["name.givenName", { names: "lower", qualified: false } as const, "name.givenname"],
    ['emails[type eq "work"]', UPPER, 'EMAILS[TYPE EQ "work"]'],
    ['emails[type eq "a].b: \\"c"].value', UPPER, 'EMAILS[TYPE EQ "a].b: \\"c"].VALUE'],
    ["title", { names: "plain", qualified: true } as const, `${USER}:title`],
    ['emails[type eq "work"].value', BOTH, `${USER}:EMAILS[TYPE EQ "work"].VALUE`],
    [`${ENTERPRISE}:department`, BOTH, `${ENTERPRISE}:DEPARTMENT`],
    [`${ENTERPRISE}:tags[kind eq "a:b"]`, UPPER, `${ENTERPRISE}:TAGS[KIND EQ "a:b"]`],
  ] as const)("%s", (path, spelling, expected) => {
    expect(respelled(path, spelling, USER)).toBe(expected);
  });

  test("keeps the text of a filter, whatever it is", () => {
    assert(property(string({ unit: "binary" }), spellings(), constantFrom("", ".value"), (text, spelling, sub) => {
      const literal = JSON.stringify(text);
      const path = respelled(`emails[type eq ${literal}]${sub}`, spelling, USER);
      expect(path).toContain(literal);
      expect(path.toLowerCase().replace(`${USER.toLowerCase()}:`, "")).toBe(`emails[type eq ${literal}]${sub}`.toLowerCase());
    }));
  });
});
