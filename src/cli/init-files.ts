/** The texts that `init` writes. `laneflow` is the package with its version, `laneflow@1.2.3`. */

export const firstFlow = `# Repair a bicycle
Rider { # Rider
  n1: circle label:"Bicycle broken"
  n2: rectangle label:"Bring it to the workshop"
  n7: circle label:"Riding again"
  n1.handle(right) -> n2.handle(left)
  n2.handle(bottom) -> Workshop.n3.handle(top) [label="What is wrong"]
}
Workshop { # Bicycle workshop
  n3: rectangle label:"Repair it"
  n4: rectangle label:"Ride a test round"
  n5: diamond label:"Does it ride well?"
  n6: rectangle label:"Write the bill"
  n3.handle(right) -> n4.handle(left)
  n4.handle(right) -> n5.handle(left)
  n5.handle(right) -> n6.handle(left) [label="Yes"]
  n5.handle(bottom) -> n3.handle(bottom) [label="No"]
  n6.handle(top) -> Rider.n7.handle(bottom) [label="Bicycle, bill"]
  loop [until it rides well] n3 n4 n5
}
`;

/** It takes every edge of the flow. */
export const firstScenario = `# Run with: laneflow test
flow: first.flow
scenarios:
  - name: repaired at once
    answers: { n5: Yes }
    expect: { end: [n7], path: [n1, n2, n3, n4, n5, n6, n7] }
  - name: the second attempt works
    answers: { n5: [No, Yes] }
    expect: { end: [n7], visits: { n3: 2, n4: 2 } }
properties:
  - { always: n4, before: n7 }
`;

/** `schema` is the address of the schema, for editors. */
export function firstSettings(schema: string): string {
  return `${JSON.stringify({ $schema: schema, profile: 'default', maxWarnings: 0 }, null, 2)}\n`;
}

/** `flows` is a folder, from where the repository begins. It is no part of a line of a shell, whatever it is called. */
export function workflow(flows: string, laneflow: string): string {
  return `name: laneflow
on: [push, pull_request]
permissions:
  contents: read
jobs:
  flows:
    runs-on: ubuntu-latest
    env:
      FLOWS: ${JSON.stringify(flows)}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npx --yes ${laneflow} check "$FLOWS"
      - run: npx --yes ${laneflow} test "$FLOWS" --allow-empty
        if: success() || failure()
`;
}

export function preCommitConfig(laneflow: string): string {
  return `repos:
${preCommitHooks(laneflow)}`;
}

/** As they stand under `repos:`. */
export function preCommitHooks(laneflow: string): string {
  return `  - repo: local
    hooks:
      - id: laneflow-check
        name: laneflow check
        entry: npx --yes ${laneflow} check
        language: system
        files: \\.(flow|fz)$
      - id: laneflow-test
        name: laneflow test
        entry: npx --yes ${laneflow} test --allow-empty
        language: system
        files: \\.(flow|fz|scenario\\.ya?ml)$
        pass_filenames: false
`;
}
