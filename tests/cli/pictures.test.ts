import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as canvas from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { paintedAttributes } from '../../src/cli/paint.ts';
import { openPictures } from '../../src/cli/picture.ts';
import { fontsFor, registerFonts } from '../../src/cli/picture-fonts.ts';
import { readSvg, type SvgPart, wordsOf } from '../../src/cli/svg-parts.ts';
import { compile, draw } from '../../src/index.ts';
import { textWidth } from '../../src/layout/text-size.ts';
import { sourceOf } from '../../src/source/source.ts';
import {
  broken,
  converse,
  folderWith,
  hasTerminal,
  laneflow,
  main,
  type Outcome,
  parcel,
  removeFolders,
  seed,
  shell,
} from './harness.ts';

removeFolders();

/** A tool of poppler-utils, where that is installed. */
function poppler(tool: 'pdfinfo' | 'pdftotext', words: readonly string[], cwd?: string): string | undefined {
  const { status, stdout } = spawnSync(tool, words, { cwd, encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
}

const hasPoppler = poppler('pdftotext', ['-v']) !== undefined;

interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** Of a pixel, as CSS writes it. */
  readonly colorAt: (x: number, y: number) => string;
}

async function decodePng(bytes: Buffer): Promise<Bitmap> {
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const image = await canvas.loadImage(bytes);
  const context = canvas.createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const colorAt = (x: number, y: number): string =>
    `#${Buffer.from(context.getImageData(x, y, 1, 1).data.subarray(0, 3)).toString('hex')}`;
  return { width: image.width, height: image.height, colorAt };
}

function sizeOf(svg: string): readonly [width: number, height: number] {
  const [, width, height] = /^<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  return [Number(width), Number(height)];
}

function drawingOf(text: string): string {
  return draw(compile(sourceOf('a.flow', text)), { effort: 'fast' });
}

describe('PNG', () => {
  it('has two pixels for each unit of the drawing, and as many as --scale says', async () => {
    const cwd = folderWith({ 'a.flow': parcel });
    const [width, height] = sizeOf(laneflow(['a.flow', '-o', '-'], { cwd }).stdout);
    expect(laneflow(['a.flow', '-o', 'a.png'], { cwd }).stderr).toContain('5 edges → a.png\n');
    laneflow(['a.flow', '-o', 'small.PNG', '--scale', '.5'], { cwd });
    const usual = await decodePng(readFileSync(join(cwd, 'a.png')));
    const small = await decodePng(readFileSync(join(cwd, 'small.PNG')));
    expect([usual.width, usual.height]).toEqual([Math.ceil(width * 2), Math.ceil(height * 2)]);
    expect([small.width, small.height]).toEqual([Math.ceil(width / 2), Math.ceil(height / 2)]);
  });

  it('is light unless dark is asked for, with the colors of the drawing', async () => {
    const cwd = folderWith({ 'a.flow': parcel });
    const take = async (theme: string): Promise<Bitmap> => {
      expect(laneflow(['a.flow', '-o', `${theme}.png`, '--theme', theme], { cwd }).code).toBe(0);
      return decodePng(readFileSync(join(cwd, `${theme}.png`)));
    };
    const [auto, light, dark] = [await take('auto'), await take('light'), await take('dark')];
    expect([auto.colorAt(2, 2), light.colorAt(2, 2), dark.colorAt(2, 2)]).toEqual(['#ffffff', '#ffffff', '#0d131c']);
    expect(readFileSync(join(cwd, 'auto.png')).equals(readFileSync(join(cwd, 'light.png')))).toBe(true);
  });

  it('paints what the drawing says: fills, lines, dashes, circles, turns and words', async () => {
    const { value: takePicture } = await openPictures('png', 1);
    const svg = `<svg width="100" height="60" text-anchor="middle"><style>rect{fill:red}</style>
<rect fill="#00ff00" x="0" y="0" width="100" height="60" rx="20"/>
<path fill="none" stroke="#0000ff" stroke-width="4" stroke-dasharray="10 10" d="M0 30H100"/>
<circle fill="#ff0000" stroke="#000000" stroke-width="4" cx="50" cy="10" r="8"/>
<rect fill="#ffffff" x="0" y="0" width="10" height="4" transform="translate(80 40) rotate(90 0 0)"/>
<text fill="#ff00ff" font-size="20" font-weight="600" x="30" y="58">█</text></svg>`;
    const picture = takePicture?.(svg, 'a.flow').value;
    const { colorAt } = await decodePng(Buffer.from(picture?.content ?? ''));
    expect([colorAt(50, 50), colorAt(5, 30), colorAt(15, 30), colorAt(25, 30)]).toEqual([
      '#00ff00',
      '#0000ff',
      '#00ff00',
      '#0000ff',
    ]);
    expect([colorAt(50, 10), colorAt(50, 2), colorAt(78, 45), colorAt(85, 42), colorAt(30, 50)]).toEqual([
      '#ff0000',
      '#000000',
      '#ffffff',
      '#00ff00',
      '#ff00ff',
    ]);
  });

  it('goes to standard output byte for byte, but not to a terminal', async () => {
    const cwd = folderWith({ 'a.flow': parcel });
    expect(shell('laneflow a.flow -o - -f png > piped.png; laneflow - -f png < a.flow > read.png', { cwd }).code).toBe(
      0,
    );
    laneflow(['a.flow', '-f', 'png'], { cwd });
    const file = readFileSync(join(cwd, 'a.png'));
    expect(readFileSync(join(cwd, 'piped.png')).equals(file)).toBe(true);
    expect(readFileSync(join(cwd, 'read.png')).equals(file)).toBe(true);
  });

  it.skipIf(!hasTerminal)('is refused on a terminal in one line, as PDF is; HTML is text', async () => {
    const cwd = folderWith({ 'a.flow': parcel });
    for (const format of ['png', 'pdf']) {
      const { code, stdout } = await converse(`laneflow a.flow -o - -f ${format}`, cwd);
      expect(code).toBe(2);
      expect(stdout).toMatch(/^.*error:.* A (PNG|PDF) is no text for a terminal\. Name a file, such as -o drawing\./);
      expect(stdout.trim().split('\n')).toHaveLength(1);
    }
    expect((await converse('laneflow a.flow -o - -f html', cwd)).stdout).toContain('<!doctype html>');
  });

  it('refuses more pixels than others can open, says the limit, and its way out works', () => {
    const cwd = folderWith({ 'a.flow': parcel, 'b.flow': parcel });
    const { code, stderr } = laneflow(['a.flow', 'b.flow', '-f', 'png', '--scale', '200'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(
      'but at most 32,767 on a side and 100 million in all is what others can open. Use --scale ',
    );
    expect(readdirSync(cwd)).toEqual(['a.flow', 'b.flow']);
    const most = /--scale ([\d.]+)/.exec(stderr)?.[1] ?? '';
    const over = String(Number(most) * 1.11);
    expect(laneflow(['a.flow', '-o', 'a.png', '--check', '--scale', over], { cwd }).code).toBe(2);
    expect(laneflow(['a.flow', '-o', 'a.pdf'], { cwd }).code).toBe(0);
  });

  it('knows what --scale can be', () => {
    const cwd = folderWith({ 'a.flow': parcel });
    for (const scale of ['0', '-1', 'two', 'Infinity', '1e3', '']) {
      const { code, stderr } = laneflow(['a.flow', '-o', 'a.png', `--scale=${scale}`], { cwd });
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('It is a number above 0') });
    }
    expect(laneflow(['a.flow', '--scale', '3'], { cwd }).stderr).toContain('--scale is for PNG, and this is SVG.');
  });
});

describe('PDF', () => {
  it('has lines and words, not a bitmap, and neither a date nor an id', () => {
    const cwd = folderWith({ 'a.flow': seed });
    expect(laneflow(['a.flow', '-o', 'a.pdf'], { cwd }).code).toBe(0);
    const bytes = readFileSync(join(cwd, 'a.pdf')).toString('latin1');
    expect(bytes).toMatch(/^%PDF-1\./);
    expect(bytes).not.toMatch(/Date|\/ID|\/Subtype\s*\/Image/);
    expect(bytes).toContain('Arimo-Regular');
  });

  it.skipIf(!hasPoppler)('is one page of the size of the drawing with the words of every node', () => {
    const cwd = folderWith({ 'a.flow': seed });
    laneflow(['a.flow', '-o', 'a.pdf'], { cwd });
    const svg = laneflow(['a.flow', '-o', '-'], { cwd }).stdout;
    const about = String(poppler('pdfinfo', ['a.pdf'], cwd));
    const [, width, height] = /Page size: +([\d.]+) x ([\d.]+) pts/.exec(about) ?? [];
    expect(about).toMatch(/Pages: +1\n/);
    expect(about).toMatch(/Title: +\S/);
    expect(Math.abs(Number(width) - sizeOf(svg)[0] * 0.75)).toBeLessThanOrEqual(1);
    expect(Math.abs(Number(height) - sizeOf(svg)[1] * 0.75)).toBeLessThanOrEqual(1);
    const words = new Set(String(poppler('pdftotext', ['a.pdf', '-'], cwd)).split(/\s+/));
    const missing = shownWords(readSvg(svg)).filter((word) => !words.has(word));
    expect(missing).toEqual([]);
  });

  it.skipIf(!hasPoppler)('of a drawing longer than readers show is scaled to the longest page', async () => {
    const { value: takePicture } = await openPictures('pdf', 2);
    const cwd = folderWith({});
    const svg = '<svg width="40000" height="1000"><rect fill="#ff0000" width="40000" height="1000"/></svg>';
    writeFileSync(join(cwd, 'a.pdf'), takePicture?.(svg, 'a.flow').value?.content ?? '');
    const about = String(poppler('pdfinfo', ['a.pdf'], cwd));
    expect(about).toMatch(/Page size: +14400 x 360 pts/);
  });
});

function shownWords(part: SvgPart): readonly string[] {
  if (part.name === 'text') return part.children.flatMap((child) => wordsIn(child));
  return part.children.flatMap((child) => (typeof child === 'string' ? [] : shownWords(child)));
}

function wordsIn(child: SvgPart | string): readonly string[] {
  return (typeof child === 'string' ? child : wordsOf(child)).split(' ');
}

describe('HTML', () => {
  it('is a page of its own with the drawing, its title and the drawing in words', () => {
    const cwd = folderWith({ 'a.flow': parcel.replace('Stamp enough?', 'A < B & \\"C\\"?') });
    expect(laneflow(['a.flow', '-o', 'a.html'], { cwd }).stderr).toContain('→ a.html\n');
    const page = readFileSync(join(cwd, 'a.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>\n/);
    expect(page).toContain('<title>Send a parcel</title>');
    expect(page).toContain(laneflow(['a.flow', '-o', '-'], { cwd }).stdout.trimEnd());
    expect(page).toContain('<li dir="auto">Parcel ready → Bring it to the counter</li>');
    expect(page).not.toMatch(/<script|<link|src=|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
    expect(laneflow(['a.flow', '-o', 'a.htm'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'a.htm'), 'utf8')).toBe(page);
  });

  it('is as bright as the drawing', () => {
    const cwd = folderWith({ 'a.flow': parcel });
    const schemeOf = (theme: string): string | undefined =>
      /color-scheme" content="([^"]*)"/.exec(
        laneflow(['a.flow', '-f', 'html', '-o', '-', '--theme', theme], { cwd }).stdout,
      )?.[1];
    expect(['auto', 'light', 'dark'].map(schemeOf)).toEqual(['light dark', 'only light', 'only dark']);
  });
});

describe('every format', () => {
  it.each(['svg', 'png', 'pdf', 'html'])('%s is the same bytes in two runs, so --check can compare', (format) => {
    const cwd = folderWith({ 'a.flow': seed, 'notes.md': `# Notes\n\n\`\`\`flow\n${parcel}\`\`\`\n` });
    const words = ['a.flow', 'notes.md', '-f', format, '-o', 'out/'];
    expect(laneflow([...words, '--check'], { cwd }).code).toBe(1);
    expect(existsSync(join(cwd, 'out'))).toBe(false);
    expect(laneflow(words, { cwd }).code).toBe(0);
    expect(readdirSync(join(cwd, 'out'))).toEqual([`a.${format}`, `notes-1.${format}`]);
    expect(laneflow(words, { cwd }).stderr).toContain('2 drawings, 2 unchanged');
    expect(laneflow([...words, '--check'], { cwd }).stderr).toBe('2 drawings, 0 stale\n');
    writeFileSync(join(cwd, 'a.flow'), parcel);
    expect(laneflow([...words, '--check'], { cwd }).stderr).toContain(`out/a.${format} is stale`);
  });

  it('writes nothing when one flow is broken, and the good ones with --keep-going', () => {
    const cwd = folderWith({ 'good.flow': parcel, 'bad.flow': broken });
    expect(laneflow(['good.flow', 'bad.flow', '-f', 'png'], { cwd }).code).toBe(1);
    expect(readdirSync(cwd)).toEqual(['bad.flow', 'good.flow']);
    expect(laneflow(['good.flow', 'bad.flow', '-f', 'png', '--keep-going'], { cwd }).code).toBe(1);
    expect(readdirSync(cwd)).toEqual(['bad.flow', 'good.flow', 'good.png']);
  });

  it('refuses an ending it does not know, and one that says something else than --format', () => {
    const cwd = folderWith({ 'a.flow': parcel });
    const refused = (...words: string[]): string => {
      const { code, stderr } = laneflow(['a.flow', ...words], { cwd });
      expect(code).toBe(2);
      return stderr;
    };
    expect(refused('-o', 'a.jpg')).toBe(
      "error: No drawing is written as '.jpg'. Known are .svg, .png, .pdf and .html.\n",
    );
    expect(refused('-o', 'a.pgn')).toBe("error: No drawing is written as '.pgn'. Did you mean .png?\n");
    expect(refused('-o', 'a.png', '-f', 'svg')).toContain("'a.png' would not hold what its ending says. Use .svg.");
    expect(refused('-o', 'a.svg', '-f', 'pdf')).toContain("'a.svg' would not hold what its ending says. Use .pdf.");
    expect(refused('-f', 'jpeg')).toContain('It is one of svg, png, pdf, html.');
    expect(readdirSync(cwd)).toEqual(['a.flow']);
    expect(refused('a.flow', '-', '-o', 'a.png')).toContain('Name a folder with -o, such as -o drawings/ -f png.');
    mkdirSync(join(cwd, 'v1.2'));
    expect(laneflow(['a.flow', '-o', 'v1.2'], { cwd }).stderr).toContain('→ v1.2/a.svg');
    expect(laneflow(['a.flow', '-o', 'v2.0/', '-f', 'png'], { cwd }).stderr).toContain('→ v2.0/a.png');
    expect(laneflow(['a.flow', '-o', 'plain'], { cwd }).code).toBe(0);
  });
});

describe('LANEFLOW_FORMAT', () => {
  it('is for the commands that take its word, and for nobody when none does', () => {
    const cwd = folderWith({ 'a.flow': parcel });
    const withFormat = (format: string, ...words: string[]): Outcome =>
      laneflow(words, { cwd, env: { LANEFLOW_FORMAT: format } });
    expect(withFormat('png', 'a.flow').stderr).toContain('→ a.png');
    expect(withFormat('png', 'check', 'a.flow').code).toBe(0);
    expect(withFormat('json', 'a.flow').stderr).toContain('→ a.svg');
    expect(JSON.parse(withFormat('json', 'check', 'a.flow').stdout).version).toBe(1);
    expect(withFormat('jsn', 'a.flow').stderr).toContain("'jsn' is no value for LANEFLOW_FORMAT.");
  });
});

describe('without the optional packages', () => {
  /** The built command in a folder where no package is to be found. */
  function alone(
    words: readonly string[],
    packages: Readonly<Record<string, string>> = {},
  ): Outcome & { readonly names: readonly string[] } {
    const cwd = folderWith({ 'a.flow': parcel, 'package.json': '{"version":"1.2.3","type":"module"}', ...packages });
    cpSync(join(main, '..'), join(cwd, 'dist', 'cli'), { recursive: true });
    const script = join(cwd, 'dist', 'cli', 'main.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...words], { cwd, encoding: 'utf8' });
    rmSync(join(cwd, 'dist'), { recursive: true });
    return { code: status, stdout, stderr, names: readdirSync(cwd) };
  }

  it.each(['png', 'pdf'])('%s says in one line what to install, and writes nothing', (format) => {
    const { code, stderr, names } = alone(['a.flow', '-o', `a.${format}`]);
    expect({ code, stderr, names }).toEqual({
      code: 2,
      stderr: `error: A ${format.toUpperCase()} needs two optional packages, and one is not installed. Install them: npm install @napi-rs/canvas@1 @expo-google-fonts/arimo\n`,
      names: ['a.flow', 'package.json'],
    });
  });

  it('says so too when the library has nothing for this system', () => {
    const { code, stderr } = alone(['a.flow', '-o', 'a.png'], {
      'node_modules/@napi-rs/canvas/package.json': '{"name":"@napi-rs/canvas","main":"index.js"}',
      'node_modules/@napi-rs/canvas/index.js': "throw new Error('Cannot find native binding. Try again.\\nReally.')",
    });
    expect(code).toBe(2);
    expect(stderr).toContain('one cannot be loaded (Cannot find native binding). Try: npm install @napi-rs/canvas@1 ');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('everything else works', () => {
    expect(alone(['--version'])).toMatchObject({ code: 0, stdout: '1.2.3\n' });
    expect(alone(['check', 'a.flow'])).toMatchObject({ code: 0 });
    expect(alone(['a.flow'])).toMatchObject({ code: 0, names: ['a.flow', 'a.svg', 'package.json'] });
    expect(alone(['a.flow', '-f', 'html'])).toMatchObject({ code: 0, names: ['a.flow', 'a.html', 'package.json'] });
  });
});

/** The table has another glyph for it: U+037F came to Unicode later than its fonts. */
const rareYot = '\u037f';

describe('fonts', () => {
  registerFonts(canvas);

  it('are no wider than the layout measured, so text fits its boxes', () => {
    const context = canvas.createCanvas(10, 10).getContext('2d');
    const { families } = fontsFor('', canvas);
    const wider: string[] = [];
    for (const [weight, name] of [
      [400, 'normal'],
      [600, 'bold'],
    ] as const) {
      context.font = `${weight} 100px ${families}`;
      for (let code = 0x20; code < 0x482; code += 1) {
        const character = String.fromCodePoint(code);
        if (character === rareYot || !/[\p{L}\p{N}\p{P}\p{S} ]/u.test(character)) continue;
        if (context.measureText(character).width > textWidth(character, 100, name)) wider.push(character);
      }
    }
    expect(wider).toEqual([]);
  });

  it('say which characters came out as boxes', () => {
    const unknown = '\u{f1234}';
    expect(fontsFor(`Ready, größer Ж ω ${unknown}`, canvas).boxes).toEqual([unknown]);
    const cwd = folderWith({ 'a.flow': parcel.replace('Parcel ready', `Parcel ${unknown}`) });
    const { code, stderr } = laneflow(['a.flow', '-o', 'a.png'], { cwd });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/^No font of this system has .*, so boxes stand there\.\n✓/u),
    });
    expect(laneflow(['a.flow', '-o', 'a.svg'], { cwd }).stderr).not.toContain('No font');
  });
});

describe('the painter', () => {
  const flows = ['examples', 'tests/flows'].flatMap((folder) => {
    const names = readdirSync(folder).filter((name) => /\.(flow|txt|fz)$/.test(name));
    return names.map((name) => join(folder, name)).filter((path) => statSync(path).size < 20_000);
  });

  it.each(flows)('knows every attribute of %s', (path) => {
    const svg = drawingOf(readFileSync(path, 'utf8'));
    const silent = /^(data-|aria-|xmlns)|^(class|id|role|viewBox|font-family)$/;
    const unknown = attributesOf(readSvg(svg)).filter(
      (name) => !silent.test(name) && !paintedAttributes.includes(name),
    );
    expect([...new Set(unknown)]).toEqual([]);
  });

  it('reads back every sign that the drawing had to escape', () => {
    const part = readSvg('<svg width="1"><text x="&quot;&#9;&amp;lt;">a&lt;b &amp;amp; c&gt;</text></svg>').children[0];
    if (typeof part !== 'object') throw new Error('There is a text.');
    expect([part.attributes.get('x'), wordsOf(part)]).toEqual(['"\t&lt;', 'a<b &amp; c>']);
  });
});

function attributesOf(part: SvgPart): readonly string[] {
  const inside = part.children.flatMap((child) => (typeof child === 'string' ? [] : attributesOf(child)));
  return [...part.attributes.keys(), ...inside];
}
