import { check, published } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";

export default check({
  id: "auth/schemes",
  title: "authenticationSchemes lists each scheme with type, name and description",
  failureTitle: "authenticationSchemes is missing, or lacks type, name or description",
  verifies: ["7643-5-auth-schemes-required", "7643-5-auth-scheme-type-required", "7643-5-auth-scheme-name-required", "7643-5-auth-scheme-description-required", "7643-5-auth-scheme-spec-uri-optional", "7643-5-auth-scheme-documentation-uri-optional", "7643-9.2-avoid-passwords-only"],
  needs: [published("serviceProviderConfig")],
  after: ["discovery/documents"],
  detects: ["spc-invalid-auth-scheme-type", "auth-schemes-missing", "auth-scheme-members-missing", "auth-scheme-spec-uri-text", "auth-schemes-password-only"],
  mutates: "nothing",
  remedy: "List each authentication scheme with a type of RFC 7643 section 5, a name and a description.",
  async run({ expect, target }) {
    const response = target.discovery.serviceProviderConfig;
    const schemes = response.object?.["authenticationSchemes"];
    const list = Array.isArray(schemes) && (schemes as Json[]).every((s) => isObject(s));
    if (!expect.of("7643-5-auth-schemes-required").that(list, { message: "authenticationSchemes is no array of objects", expected: "an array of objects", actual: schemes ?? null, at: response, pointer: "/authenticationSchemes" })) return;
    const all = schemes as readonly Json[];
    expect.of("7643-5-auth-schemes-required", "discovery/empty-authentication-schemes").that(all.length > 0, { message: "authenticationSchemes is empty", expected: "at least one scheme", actual: [], at: response, pointer: "/authenticationSchemes" });
    for (const [i, scheme] of all.entries()) {
      if (!isObject(scheme)) continue;
      const at = (member: string) => `/authenticationSchemes/${i}/${member}`;
      for (const member of ["type", "name", "description"]) expect.of(`7643-5-auth-scheme-${member}-required`).at(response, at(member)).isNonEmptyString();
      const type = scheme["type"];
      if (typeof type === "string") expect.of("7643-5-auth-scheme-type-required", "discovery/unknown-scheme-type").that(["oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest"].includes(type.toLowerCase()), { message: `the scheme type ${type} is not one of RFC 7643`, expected: "a registered type", actual: type, at: response, pointer: at("type") });
      for (const [member, id] of [["specUri", "7643-5-auth-scheme-spec-uri-optional"], ["documentationUri", "7643-5-auth-scheme-documentation-uri-optional"]] as const) {
        const uri = scheme[member] ?? null;
        expect.of(id).observe(uri === null ? `no ${member}` : `${member} is given`, { at: response });
        if (uri !== null) expect.of(id, "auth/uri-not-http").that(typeof uri === "string" && /^https?:\/\/\S+$/i.test(uri), { message: `${member} is ${JSON.stringify(uri)}`, expected: "an http or https URL", actual: uri, at: response, pointer: at(member) });
      }
    }
    const types = all.map((s) => (isObject(s) ? String(s["type"]).toLowerCase() : ""));
    expect.of("7643-9.2-avoid-passwords-only").that(all.length === 0 || types.some((t) => t !== "httpbasic"), { message: "passwords (httpbasic) are the only way to authenticate", expected: "another scheme besides", actual: types, at: response, pointer: "/authenticationSchemes" });
  },
});
