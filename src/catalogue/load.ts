/** Loads the catalogue from beside the suites: compiled JSON in dist, YAML in the source tree. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { parseCatalogue, type Catalogue, type CatalogueFiles } from "./catalogue.ts";

export const CATALOGUE_FILES = ["rfc7643.yaml", "rfc7644.yaml", "rfc9865.yaml", "deferred.yaml", "exclusions.yaml", "codes.yaml", "ambiguities.yaml", "schema-characteristics.json"] as const;

/** Reads the catalogue's source files from a folder URL. */
export function readCatalogueFiles(folder: URL): CatalogueFiles {
  // One file an area beside the common one, so that an area's decisions stand together.
  const byArea = ["codes/", "exclusions/"].flatMap((sub) => {
    const at = new URL(sub, folder);
    return existsSync(at) ? readdirSync(at).filter((n) => n.endsWith(".yaml")).sort().map((n) => sub + n) : [];
  });
  return Object.fromEntries([...CATALOGUE_FILES, ...byArea].map((name) => [name, readFileSync(new URL(name, folder), "utf8")]));
}

let cached: Catalogue | undefined;

/** The catalogue of this installation, read once. Throws with all problems if the source files are not valid. */
export function loadCatalogue(): Catalogue {
  if (cached) return cached;
  const folder = new URL("../../suites/catalogue/", import.meta.url);
  const compiled = new URL("catalogue.json", folder);
  if (existsSync(compiled)) {
    cached = JSON.parse(readFileSync(compiled, "utf8")) as Catalogue;
    return cached;
  }
  const { catalogue, problems } = parseCatalogue(readCatalogueFiles(folder));
  if (problems.length > 0) throw new Error(`the catalogue is not valid:\n${problems.join("\n")}`);
  cached = catalogue;
  return catalogue;
}
