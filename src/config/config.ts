import type { Loudness, Profile } from '../diagnostics/settle.ts';
import type { Policy } from '../interpreter/policy.ts';
import type { Direction, Effort, Layouts } from '../layout/layout.ts';
import type { Theme } from '../render/theme.ts';

/** What `laneflow.config.json` says; everything may be absent. */
export interface Config {
  readonly $schema?: string;
  readonly profile?: Profile;
  readonly rules?: Loudness['rules'];
  readonly maxWarnings?: number;
  readonly limits?: Limits;
  /** Patterns of the files that a folder stands for. */
  readonly include?: readonly string[];
  /** Patterns of what is passed over in folders. */
  readonly exclude?: readonly string[];
  readonly render?: RenderSettings;
  readonly test?: TestSettings;
}

interface Limits {
  readonly sourceBytes?: number;
  readonly nodes?: number;
  readonly states?: number;
}

interface RenderSettings {
  readonly theme?: Theme;
  /** Read and checked; no command uses it yet. */
  readonly layout?: Layouts;
  readonly effort?: Effort;
  readonly direction?: Direction;
}

interface TestSettings {
  readonly policy?: Policy;
  readonly coverage?: { readonly edges?: number };
}
