/**
 * The part of SARIF 2.1.0 that we write, closed: what is not named here may not occur. Written from the text of the
 * standard; sarif.test.ts also takes the standard's own schema, which allows more.
 */

type Schema = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, Schema>>;

function closed(required: Fields, optional: Fields = {}): Schema {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

function listOf(items: Schema, minItems = 1): Schema {
  return { type: 'array', items, minItems };
}

const text: Schema = { type: 'string' };
const index: Schema = { type: 'integer', minimum: 0 };
const place: Schema = { type: 'integer', minimum: 1 };
const level: Schema = { enum: ['none', 'note', 'warning', 'error'] };
const absoluteUri: Schema = { type: 'string', pattern: '^https://[A-Za-z0-9._~:/@%-]+$' };
/** RFC 3986, relative or `file:`, percent signs only before two digits, nothing outside ASCII. */
const uri: Schema = {
  type: 'string',
  pattern: "^(file://)?([A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2}|(?<=^file:///[A-Za-z]):)*$",
};
const message: Schema = closed({ text });
const artifactLocation: Schema = closed({ uri }, { uriBaseId: { const: 'SRCROOT' }, index });
const lines: Fields = { startLine: place, startColumn: place, endLine: place, endColumn: place };
const characters: Fields = { charOffset: index, charLength: index };
const region: Schema = { anyOf: [closed({ ...lines, ...characters }), closed(characters)] };
const physicalLocation: Schema = closed({ artifactLocation, region });
const location: Schema = closed({ message, physicalLocation }, { id: index });
const replacement: Schema = closed({ deletedRegion: region, insertedContent: closed({ text }) });
const fix: Schema = closed({
  description: message,
  artifactChanges: listOf(closed({ artifactLocation, replacements: listOf(replacement) })),
  properties: closed({ safe: { type: 'boolean' } }),
});
const codeFlow: Schema = closed({ threadFlows: listOf(closed({ locations: listOf(closed({ location })) })) });

const result: Schema = closed(
  {
    ruleId: text,
    ruleIndex: index,
    level,
    message,
    locations: listOf(closed({ physicalLocation })),
    partialFingerprints: closed({ 'laneflowFinding/v1': { type: 'string', pattern: '^[0-9a-f]{16}:[1-9][0-9]*$' } }),
  },
  {
    relatedLocations: listOf(location),
    codeFlows: listOf(codeFlow),
    fixes: listOf(fix),
    properties: closed({ flow: place }),
  },
);

const rule: Schema = closed({
  id: text,
  shortDescription: message,
  helpUri: absoluteUri,
  help: message,
  defaultConfiguration: closed({ level }, { enabled: { const: false } }),
  properties: closed({ tier: text }),
});

export const sarifShape: Schema = closed({
  $schema: absoluteUri,
  version: { const: '2.1.0' },
  runs: listOf(
    closed({
      tool: closed({ driver: closed({ name: text, semanticVersion: text, rules: listOf(rule, 0) }) }),
      invocations: listOf(
        closed(
          { executionSuccessful: { type: 'boolean' } },
          { toolExecutionNotifications: listOf(closed({ level, message })) },
        ),
      ),
      originalUriBaseIds: closed({ SRCROOT: closed({ description: message }) }),
      artifacts: listOf(closed({ location: artifactLocation }), 0),
      columnKind: { const: 'utf16CodeUnits' },
      results: listOf(result, 0),
    }),
  ),
});
