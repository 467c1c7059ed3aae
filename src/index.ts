/** laneflow as a library: text to AST to Flow, and from there to opinions, runs and drawings. */
export type * as ast from './ast/ast.ts';
export { type Compiled, type CompileOptions, canDraw, compile } from './compile.ts';
export { type Code, type CodeInfo, infoOf, type Tier, tiers } from './diagnostics/codes.ts';
export {
  type Diagnosed,
  type Diagnostic,
  type Edit,
  type Fix,
  hasErrors,
  type Related,
  type Severity,
  severities,
} from './diagnostics/diagnostic.ts';
export { decodingProblem } from './diagnostics/input.ts';
export { nearest } from './diagnostics/suggest.ts';
export type * from './graph/graph.ts';
export { resolve } from './graph/resolve.ts';
export { parse } from './parser/parse.ts';
export { type Decoded, decode, defaultSourceBytes, type Encoding } from './source/decode.ts';
export { baseName, type Position, positionAt, type Source, type Span, sourceOf } from './source/source.ts';
