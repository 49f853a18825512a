/** What `conformance()` may be told. */
import { SETTING_NAMES, type AssessSettings } from "../library/options.ts";
import type { TargetInput } from "../library/target.ts";

/**
 * Options of `conformance()`: the members of a config file, with the same names, units and defaults, and a few for the test
 * file. Paths are relative to the test file.
 */
export interface ConformanceOptions extends AssessSettings {
  /**
   * The server: a description with `baseUrl`, what answers in this process (request listener, fetch function, server, undici
   * Dispatcher), or a function that returns one of these. The function is called once a run, when the first test begins.
   */
  readonly target?: TargetInput;
  /** A config file, as for the command line. Each option given here goes over the member of the same name. */
  readonly config?: string;
  /** Tells several servers of one project apart: in the name of the tests, and as a folder of the report. */
  readonly name?: string;
  /** How long the target function may take, such as `30s`; `60s` by default. */
  readonly startTimeout?: string;
  /** Repeats one generated case: the token that a finding shows. */
  readonly replay?: string;
  /** Writes the baseline anew at the end of the run, as `--update-baseline` does. */
  readonly updateBaseline?: boolean;
  /** Formats that `scimspec/vitest/reporter` writes, in place of the reporter's own. */
  readonly reports?: readonly string[];
  /** Folder that `scimspec/vitest/reporter` writes to, in place of the reporter's own; relative to the project's root. */
  readonly out?: string;
}

/** Names of what a config file does not hold, or holds beside the settings. */
const OWN: Readonly<Record<Exclude<keyof ConformanceOptions, keyof AssessSettings>, true>> = {
  target: true,
  config: true,
  name: true,
  startTimeout: true,
  replay: true,
  updateBaseline: true,
  reports: true,
  out: true,
};

/** Names of all options of `conformance()`. */
export const CONFORMANCE_OPTION_NAMES: readonly string[] = [...Object.keys(OWN), ...SETTING_NAMES];
