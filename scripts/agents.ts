/*
 * The syntax sheet for language models, made of the same lists as the compiler: shapes, sides and keys from
 * src/ast/words.ts, codes from src/diagnostics/codes.ts.
 * Writes llms.txt and docs/agents.md:  node scripts/run.mjs scripts/agents.ts
 */

import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nodeAttributes, reservedWords, shapes, sides } from '../src/ast/words.ts';
import { allCodes, infoOf, type Tier } from '../src/diagnostics/codes.ts';

/** Each file, from the root of the repository, and what it holds. */
export function sheets(): ReadonlyMap<string, string> {
  return new Map([
    ['llms.txt', llmsText()],
    [join('docs', 'agents.md'), agentsPage()],
  ]);
}

/** As https://llmstxt.org has it: a title, a quotation that sums up, text, then lists of links. */
function llmsText(): string {
  return `# laneflow

> Swimlane workflows as text (\`.flow\`): drawn as SVG, run as state machines, checked in CI. One offline command,
> \`laneflow\`, and a library for TypeScript and JavaScript.

${sheet()}
## Manual

- [Tutorial](docs/tutorial.md): from an empty folder to CI
- [Language](docs/language.md): reference and grammar
- [Semantics](docs/semantics.md): how a flow runs
- [Scenario files](docs/scenarios.md): tests and properties
- [Rules](docs/rules): a page for each finding

## Optional

- [Coming from other languages](docs/coming-from.md)
- [JSON of check](schemas/report.schema.json), [of test](schemas/scenario-results.schema.json)
`;
}

function agentsPage(): string {
  return `# For language models

This page is a syntax sheet for models that write flows, and for people who instruct them. Give it to a model as it is, or
give it [llms.txt](../llms.txt), which says the same. Both are made by \`scripts/agents.ts\` from the compiler's own lists.

${sheet()}`;
}

function sheet(): string {
  return [example, grammar(), rules, run, loop, codes()].join('\n');
}

const example = `## A whole flow

\`\`\`flow file=refund.flow
# Refund
Buyer { # Buyer
  n1: circle label:"Unhappy"
  n2: rectangle label:"Send it back"
  n6: circle label:"Money is back"
  n1.handle(right) -> n2.handle(left)
  n2.handle(bottom) -> Shop.n3.handle(top) [label="Parcel"]
}
Shop { # Shop
  n3: rectangle label:"Unpack"
  n4: diamond label:"Complete?"
  n5: taskbox label:"Ask for the rest" owner:"Support"
  n3.handle(right) -> n4.handle(left)
  n4.handle(top) -> Buyer.n6.handle(bottom) [label="Yes"]
  n4.handle(bottom) -> n5.handle(right) [label="No"]
  n5.handle(left) -> n3.handle(bottom)
  loop [until complete] n3 n4 n5
}
\`\`\`
`;

function grammar(): string {
  return `## Grammar

\`\`\`ebnf
flow      = [ "# " title ] { lane | prose line } ;
lane      = id "{" [ "#" label ] newline { [ statement ] [ "//" comment ] newline } "}" ;
statement = node | edge | loop ;                       (* one per line *)
node      = id ":" shape { key ":" string } ;
shape     = ${choice(shapes)} ;
key       = ${choice(nodeAttributes)} ;
edge      = end "->" end [ '[label=' string ']' ] ;
end       = [ laneId "." ] id [ ".handle(" side ")" ] ;
side      = ${choice(sides)} ;
loop      = "loop" "[" condition "]" id { id } ;
string    = '"' text with \\" \\\\ \\n '"' ;
\`\`\`
`;
}

const rules = `## Rules of writing

- Node ids are unique in the whole flow, \`n1\`, \`n2\`, …; lane ids too. Not ids: ${reservedWords.map((word) => `\`${word}\``).join(', ')}.
- An edge stands in the lane of its source. A target in another lane is written \`Lane.id\`.
- \`label:"…"\` with a colon at nodes, \`[label="…"]\` with an equals sign at edges.
- Every way out of a diamond has a label. Every node can be reached from a start circle and can reach an end circle.
- Lanes do not nest, loops have no body, edges are not chained. No Mermaid, no PlantUML, no Markdown inside.
- Between lanes one above the other use \`bottom\` and \`top\`, within a lane \`right\` and \`left\`; or leave handles out.
`;

const run = `## How it runs

1. Tokens move along edges; a run begins with one token at a start circle (edges only leave it).
2. A diamond with several ways out takes exactly one: its answer is the label of the edge.
3. Any other node with several ways out takes all of them, in parallel.
4. A node with several ways in waits for exactly those tokens that can still come without going round a loop that it is in. No join nodes.
5. A node without a way out ends its token; the run is over when no token is left.
6. An edge back to an earlier node repeats. \`loop [condition]\` names the repetition; draw the edge as well.
7. \`until …\` and \`while …\` have no limit; \`up to 3 times\` goes back at most 3 times; \`3 attempts\` begins at most 3 times.
8. A limit removes answers and never answers. Give a limited loop a way to give up.
9. An edge from a step back to the lane that asked, with nothing to decide between, is a reply and carries no token.
10. No run gets stuck; the flow, the answers, the policy and the seed decide it completely.
`;

const loop = `## Check, fix, repeat

\`\`\`sh
laneflow check refund.flow --format json    # exit 0: fine, 1: findings, 2: could not run
laneflow check refund.flow --fix            # repairs what leaves the meaning as it is
laneflow check refund.flow --fix --unsafe   # also the first repair that is only offered
laneflow fmt refund.flow                    # the normal form
laneflow simulate refund.flow --answers "n4=No,Yes"
laneflow test refund.flow --generate refund.scenario.yaml    # runs that take every edge
laneflow test                               # all *.scenario.yaml
laneflow render refund.flow -o refund.svg
\`\`\`

Each entry of \`diagnostics\` has \`code\`, \`severity\`, \`message\`, \`hint\`, \`range\` (lines and columns from 1) and \`fixes\` with
\`safe\` and \`edits\` to apply, best first. Loop: check; apply \`--fix\`; read what is left; change the text at \`range\`; check again.
\`laneflow explain CODE\` prints a page with a flow that fails and one that passes.
`;

/** Only what stops a drawing; what to think of a flow that can be drawn is told by `explain`. */
function codes(): string {
  const stopping: readonly Tier[] = ['input', 'syntax', 'reference'];
  const lines = stopping.map((tier) => `- ${tier}: ${errorsOf(tier).join(', ')}`);
  return `## Codes of errors that stop a drawing\n\n${lines.join('\n')}\n\n\`laneflow explain\` lists all codes.\n`;
}

function errorsOf(tier: Tier): readonly string[] {
  return allCodes().filter((code) => infoOf(code).tier === tier && infoOf(code).severity === 'error');
}

function choice(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(' | ');
}

// Bundled elsewhere before it runs, so this file's own place is in the arguments; a test runs it from elsewhere.
const script = process.argv[1] ?? '';
if (script.endsWith('agents.ts')) {
  for (const [file, text] of sheets()) writeFileSync(join(dirname(script), '..', file), text);
}
