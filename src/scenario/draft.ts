import type { Duration } from '../interpreter/chance.ts';
import type { Policy } from '../interpreter/policy.ts';
import type { Span } from '../source/source.ts';
import type { CoverageDemand, StatusKind } from './scenario.ts';

/* What a scenario file says before its names are looked up in a flow. Data only. */

/** A piece of text of the file. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

export interface Pair<T> {
  readonly key: Word;
  readonly value: T;
}

/** A value with the place of its key and itself. */
export interface Placed<T> {
  readonly value: T;
  readonly span: Span;
}

export interface Draft {
  readonly flow: Word;
  readonly defaults: DraftSettings;
  readonly scenarios: readonly DraftScenario[];
  readonly properties: readonly DraftProperty[];
  readonly coverage: CoverageDemand | undefined;
  readonly weights: readonly Pair<readonly Pair<number>[]>[];
  readonly durations: readonly Pair<Duration>[];
}

export interface DraftSettings {
  readonly policy: Policy | undefined;
  readonly seed: number | undefined;
  readonly maxSteps: number | undefined;
  readonly start: Word | undefined;
}

export interface DraftScenario {
  readonly name: Word;
  readonly settings: DraftSettings;
  readonly answers: readonly Pair<Placed<readonly Word[]>>[];
  readonly loops: readonly Pair<number>[];
  readonly order: readonly Word[];
  readonly expect: DraftExpectations;
}

export interface DraftExpectations {
  readonly status: Placed<readonly StatusKind[]> | undefined;
  readonly end: Placed<readonly Word[]> | undefined;
  readonly path: Placed<readonly Word[]> | undefined;
  readonly visits: Placed<readonly Pair<number>[]> | undefined;
  readonly lanes: Placed<readonly Word[]> | undefined;
  readonly never: Placed<readonly Word[]> | undefined;
  readonly maxSteps: Placed<number> | undefined;
}

export interface DraftProperty {
  readonly claim: DraftClaim;
  readonly fair: boolean;
  readonly span: Span;
}

export type DraftClaim =
  | { readonly kind: 'always' | 'never'; readonly what: Word; readonly scope: DraftScope }
  | { readonly kind: 'at-most'; readonly times: number; readonly what: Word; readonly scope: DraftScope }
  | { readonly kind: 'never-together'; readonly what: readonly [Word, Word] }
  | { readonly kind: 'ends' };

export type DraftScope =
  | { readonly kind: 'run' }
  | { readonly kind: 'before' | 'after'; readonly of: Word }
  | { readonly kind: 'between'; readonly opens: Word; readonly closes: Word };
