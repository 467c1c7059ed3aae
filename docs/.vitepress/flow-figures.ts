/** Flows in Markdown get their drawing: below a `flow` fence, and in place of a picture that stands beside its flow. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';
import { canDraw, compile, draw, type Source, sourceOf, type Theme } from '../../src/index.ts';

/** What the pages are rendered with; `plain` is for the search, which reads words only. */
interface Environment {
  readonly path?: string;
  readonly plain?: boolean;
  figures?: number;
}

export function drawFlows(md: MarkdownRenderer): void {
  drawFences(md);
  drawImages(md);
}

/** A fence with other words than what it is told is an example of bytes or limits, and no drawing of its own. */
function drawFences({ renderer }: MarkdownRenderer): void {
  const { fence } = renderer.rules;
  renderer.rules.fence = (tokens, index, options, env: Environment, self) => {
    const token = tokens[index];
    const shown = fence?.(tokens, index, options, env, self) ?? '';
    if (token === undefined || env.plain === true || !/^(?:flow|fz)(?:\s+findings=\S+)?\s*$/.test(token.info))
      return shown;
    return `${shown}${figureOf(sourceOf(nameOfPage(env), token.content), env) ?? ''}`;
  };
}

function drawImages({ renderer }: MarkdownRenderer): void {
  const { image } = renderer.rules;
  renderer.rules.image = (tokens, index, options, env: Environment, self) => {
    const picture = join(dirname(env.path ?? ''), String(tokens[index]?.attrGet('src') ?? ''));
    const flow = picture.replace(/\.svg$/, '.flow');
    if (flow === picture || !existsSync(flow)) return image?.(tokens, index, options, env, self) ?? '';
    return figureOf(sourceOf(basename(flow), readFileSync(flow, 'utf8')), env) ?? '';
  };
}

function nameOfPage({ path = 'page.md' }: Environment): string {
  return basename(path).replace(/\.md$/, '.flow');
}

/** Made of `span`s, as an image stands in a paragraph. The style sheet of all drawings is the page's. */
function figureOf(source: Source, env: Environment): string | undefined {
  const compiled = compile(source);
  if (env.plain === true || !canDraw(compiled) || compiled.flow.nodes.size === 0) return undefined;
  env.figures = (env.figures ?? 0) + 1;
  const svg = draw(compiled, { idPrefix: `flow${env.figures}-` }).replace(/<style>[\s\S]*?<\/style>/, '');
  const width = /width="([\d.]+)"/.exec(svg)?.[1] ?? '0';
  const data = `data:text/plain;charset=utf-8,${encodeURIComponent(source.text).replaceAll("'", '%27')}`;
  const link = `<a class="flow-source" href="${data}" download="${source.name}">Source of this drawing</a>`;
  const frame = `<span class="flow-drawing" tabindex="0" role="group" aria-label="Drawing" style="--flow-width:${width}px">`;
  return `<span class="flow-figure" v-pre>${frame}${svg.trim()}</span>${link}</span>`;
}

/** The site has a switch for light and dark, so its drawings follow that and not the system. */
export function flowStyles(): string {
  const dark = colorsOf('dark').replace('.laneflow-dark', '.dark .laneflow-auto');
  return `${sheetOf('light').replaceAll('.laneflow-light', '.laneflow-auto')}\n${dark}`;
}

function colorsOf(theme: Theme): string {
  return /^\.laneflow-.*$/m.exec(sheetOf(theme))?.[0] ?? '';
}

function sheetOf(theme: Theme): string {
  return /<style>([\s\S]*?)<\/style>/.exec(draw(compile(sourceOf('', 'A { # A\n}\n')), { theme }))?.[1] ?? '';
}
