import { rolldown } from 'rolldown';

export interface Bundle {
  /** One script that leaves its exports in the global `laneflow`. */
  readonly code: string;
  readonly warnings: readonly string[];
}

/** What an application's bundler makes of a module of ours for a browser. */
export async function bundleForBrowser(input: string): Promise<Bundle> {
  const warnings: string[] = [];
  const onwarn = (warning: { readonly message?: string }): void => {
    warnings.push(warning.message ?? 'a warning without words');
  };
  const bundle = await rolldown({ input, platform: 'browser', onwarn });
  const { output } = await bundle.generate({ format: 'iife', name: 'laneflow' });
  await bundle.close();
  return { code: output[0].code, warnings };
}
