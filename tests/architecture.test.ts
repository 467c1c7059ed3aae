import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

interface Row {
  readonly folder: string;
  readonly imports: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
}

interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

describe('the layers table', () => {
  const rows = readTable();
  const imports = readImports();

  it('names every room of src, and only rooms that exist', () => {
    const rooms = readdirSync(join(root, 'src')).sort();
    expect(rows.map((row) => row.folder).sort()).toEqual(rooms);
  });

  it('lets a row import only rows above it', () => {
    rows.forEach((row, index) => {
      const above = rows.slice(0, index).map((r) => r.folder);
      for (const name of row.imports) expect(above, `${row.folder} imports ${name}`).toContain(name);
    });
  });

  it('agrees with every import', () => {
    const allowed = new Map(rows.map((row) => [row.folder, row]));
    const forbidden = imports.filter((i) => !isAllowed(i, allowed.get(i.from)));
    expect(forbidden.map((i) => `${i.file} imports ${i.to}`)).toEqual([]);
  });

  it('grants nothing that nobody uses', () => {
    const unused = rows.flatMap((row) => {
      const used = new Set(imports.filter((i) => i.from === row.folder).map((i) => i.to));
      const granted = [...row.imports, ...row.packages].filter((name) => name !== 'node:*');
      return granted.filter((name) => !used.has(name)).map((name) => `${row.folder}: ${name}`);
    });
    expect(unused).toEqual([]);
  });
});

function isAllowed({ from, to }: Import, row: Row | undefined): boolean {
  if (row === undefined) return false;
  if (to === from || row.imports.has(to) || row.packages.has(to)) return true;
  return to.startsWith('node:') && row.packages.has('node:*');
}

function readTable(): Row[] {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const lines = text.split('\n').filter((line) => /^\| `/.test(line));
  return lines.map((line) => {
    const [, folder = '', imports = '', packages = ''] = line.split('|');
    return { folder: words(folder)[0] ?? '', imports: new Set(words(imports)), packages: new Set(words(packages)) };
  });
}

function words(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
}

const importForm = /^(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*'([^']+)'|\bimport\(\s*'([^']+)'/gm;

/** Every static, dynamic and re-exporting import, with folders instead of files. */
function readImports(): Import[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) => {
    const text = readFileSync(join(root, 'src', file), 'utf8');
    const targets = [...text.matchAll(importForm)].map(([, from, dynamic]) => from ?? dynamic ?? '');
    return targets.map((target) => ({ file, from: roomOf(file), to: destination(file, target) }));
  });
}

function destination(file: string, target: string): string {
  if (target.startsWith('.')) return roomOf(posix.join(posix.dirname(file), target));
  if (target.startsWith('node:')) return target;
  const parts = target.split('/');
  return target.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? target);
}

function roomOf(file: string): string {
  return file.split('/')[0] ?? file;
}
