/**
 * Writes docs/library.md: the snippets of docs/snippets, then every export of src/index.ts with its declaration and
 * docstring, stage by stage as ARCHITECTURE.md lists them.
 *
 *     node scripts/run.mjs scripts/library-reference.ts
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Node, SourceFile } from 'typescript/unstable/ast';
import { isFunctionDeclaration, isVariableDeclaration } from 'typescript/unstable/ast/is';
import { API, type Checker, type Project, type Symbol as Sign, SymbolFlags } from 'typescript/unstable/sync';

interface Export {
  /** As it is imported; a type of a namespace behind its name, such as `ast.Lane`. */
  readonly name: string;
  /** A row of the table of layers: a folder of `src`, or a file in it. */
  readonly room: string;
  readonly docs: string;
  readonly declaration: string;
}

if (process.argv[1]?.endsWith('library-reference.ts') === true) {
  writeFileSync('docs/library.md', libraryReference(process.cwd()));
}

export function libraryReference(root: string): string {
  const exports = exportsOf(root);
  const chapters = roomsOf(root).flatMap(({ name, line }) => {
    const members = exports.filter((each) => each.room === name);
    return members.length === 0 ? [] : [`## ${name}\n\n${upper(line)}.\n\n${members.map(entryOf).join('\n')}`];
  });
  return `# Library

<!-- Made by scripts/library-reference.ts from src/index.ts and docs/snippets; do not edit. -->

All that the command line does is a function here. The library is made of ES modules with types, reads no files, knows
no clock, and runs in Node and in browsers. Text that is wrong never throws; it comes back as diagnostics.

${snippetsOf(root)}

${chapters.join('\n')}`;
}

function snippetsOf(root: string): string {
  const folder = join(root, 'docs', 'snippets');
  const texts = readdirSync(folder)
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trimEnd());
  return texts.map((text) => text.replace(/^\/\/ (.*)\n/, '## $1\n\n```ts\n').concat('\n```')).join('\n\n');
}

/** The pipeline itself, then its stages in the order of the table. */
function roomsOf(root: string): readonly { readonly name: string; readonly line: string }[] {
  const lines = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').split('\n');
  const rooms = lines.flatMap((row) => {
    const [, name, line] = /^\| `([\w.]+)` \|.*\| ([^|]*) \|$/.exec(row) ?? [];
    return name === undefined || line === undefined ? [] : [{ name, line }];
  });
  const isFile = ({ name }: { readonly name: string }): boolean => name.endsWith('.ts');
  return [...rooms.filter(isFile), ...rooms.filter((room) => !isFile(room))];
}

function exportsOf(root: string): readonly Export[] {
  const api = new API({ cwd: root });
  try {
    const [project] = api.updateSnapshot({ openProjects: [join(root, 'tsconfig.core.json')] }).getProjects();
    const index = project?.program.getSourceFile(join(root, 'src', 'index.ts'));
    const door = index && project?.checker.getSymbolAtLocation(index);
    if (project === undefined || door === undefined) throw new Error('src/index.ts is not in tsconfig.core.json');
    const found = membersOf(door, '', project.checker).flatMap((member) => placed(member, project));
    return found.sort(byPlace).map((place) => exportOf(place, join(root, 'src')));
  } finally {
    api.close();
  }
}

interface Member {
  readonly name: string;
  readonly sign: Sign;
}

function membersOf(module: Sign, prefix: string, checker: Checker): readonly Member[] {
  return checker.getExportsOfModule(module).flatMap((member) => {
    const sign = (member.flags & SymbolFlags.Alias) === 0 ? member : checker.getAliasedSymbol(member);
    const name = `${prefix}${member.name}`;
    return (sign.flags & SymbolFlags.ValueModule) === 0 ? [{ name, sign }] : membersOf(sign, `${name}.`, checker);
  });
}

/** Where a member is declared: a statement of a file. */
interface Place {
  readonly name: string;
  readonly node: Node;
  readonly file: SourceFile;
}

function placed({ name, sign }: Member, project: Project): readonly Place[] {
  const [declaration] = sign.declarations;
  const node = declaration?.resolve();
  const file = declaration && project.program.getSourceFile(declaration.path);
  if (node === undefined || file === undefined) throw new Error(`${name} is declared nowhere`);
  return [{ name, node: isVariableDeclaration(node) ? node.parent.parent : node, file }];
}

/** In the order of the files, and there as written. */
function byPlace(a: Place, b: Place): number {
  const order = a.file.fileName.localeCompare(b.file.fileName, 'en');
  return order || a.node.pos - b.node.pos || a.name.length - b.name.length;
}

function exportOf({ name, node, file }: Place, source: string): Export {
  const [room = ''] = relative(source, file.fileName).split(/[\\/]/);
  const start = node.getStart(file);
  const end = isFunctionDeclaration(node) ? (node.body?.pos ?? node.end) : node.end;
  const text = file.text.slice(start, end).replace(/^export (?:async )?/, '');
  return { name, room, docs: docsIn(file.text.slice(node.pos, start)), declaration: shortened(text.trim()) };
}

/** The docstring that stands directly above; one with a blank line below it is the file's. */
function docsIn(trivia: string): string {
  const [, words = ''] = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n?$/.exec(trivia) ?? [];
  return words
    .replaceAll(/^[ \t]*\* ?/gm, '')
    .trim()
    .replaceAll(/`[^`]*`|</g, (part) => (part === '<' ? '&lt;' : part));
}

/** The value of a constant is shown when it is a line; else its type says what it is. */
function shortened(text: string): string {
  if (!/^const \w+: /.test(text) || !text.includes('\n')) return text;
  return text.replace(/^([^=]*(?:=>[^=]*)*?) = [\s\S]*$/, '$1');
}

function entryOf({ name, docs, declaration }: Export): string {
  return `### ${name}\n\n${docs === '' ? '' : `${docs}\n\n`}\`\`\`ts\n${declaration}\n\`\`\`\n`;
}

function upper(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
