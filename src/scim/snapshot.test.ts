import { expect, test } from "vitest";
import { changedElsewhere } from "./snapshot.ts";

const before = { schemas: ["a"], id: "1", name: { givenName: "G", familyName: "F" }, emails: [{ value: "a" }, { value: "b" }], meta: { version: "1", created: "c" }, "urn:x:User": { department: "d", division: "v" } };

test.each([
  ["nothing", { ...before, meta: { version: "2", created: "c" }, emails: [{ value: "b" }, { value: "a" }] }, [], []],
  ["an attribute that was not addressed", { ...before, emails: [] }, ["/name"], ["/emails"]],
  ["a sibling of what was addressed", { ...before, name: { givenName: "X" } }, ["/name/givenName"], ["/name/familyName"]],
  ["only what was addressed, in other case", { ...before, name: { givenName: "X", familyName: "F" } }, ["/NAME/givenname"], []],
  ["a sibling in an extension", { ...before, "urn:x:User": { division: "w" } }, ["/urn:x:User/department"], ["/urn:x:User/division"]],
  ["meta.created", { ...before, meta: { version: "1", created: "x" } }, [], ["/meta/created"]],
  ["schemas with an extension addressed", { ...before, schemas: ["a", "urn:x:User"], "urn:x:User": { department: "e", division: "v" } }, ["/urn:x:User/department"], []],
])("finds %s", (_, after, addressed, found) => {
  expect(changedElsewhere(before, after, addressed)).toEqual(found);
});
