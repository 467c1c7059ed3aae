/** A page that needs nothing else: the drawing, its title, and the drawing in words. No script and no request. */

/** Takes an SVG that laneflow drew; what is taken out of it is escaped already. */
export function htmlPage(svg: string): string {
  const title = partOf(svg, 'title');
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="${schemes[themeOf(svg)] ?? schemes.auto}">
<title>${title}</title>
<style>
${style}
</style>
</head>
<body>
<main>
<h1 dir="auto">${title}</h1>
<div class="drawing" tabindex="0" role="region" aria-label="${title}">
${svg.trimEnd()}
</div>
<details>
<summary lang="en">In words</summary>
<ul>
${outlineOf(svg)}
</ul>
</details>
</main>
</body>
</html>
`;
}

/** Of the drawing itself; its nodes have titles of their own, which come later. */
function partOf(svg: string, name: 'title' | 'desc'): string {
  return new RegExp(`<${name} id="[^"]*">([^<]*)</${name}>`).exec(svg)?.[1]?.replaceAll('"', '&quot;') ?? '';
}

function themeOf(svg: string): string {
  return /class="laneflow laneflow-(\w+)"/.exec(svg)?.[1] ?? 'auto';
}

/** The browser's own colors follow, so the page around the drawing has the drawing's brightness. */
const schemes: Readonly<Record<string, string>> = { auto: 'light dark', light: 'only light', dark: 'only dark' };

/** The drawing shows its title itself, so the heading is for those who hear the page. */
const style = `body{margin:1rem;font:1rem/1.5 Inter,"Helvetica Neue",Arial,"Liberation Sans","Noto Sans",sans-serif}
h1{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%)}
.drawing{overflow-x:auto}
.drawing>svg{display:block;margin:0 auto}
details{max-width:60rem;margin:1rem auto}
@media print{body{margin:0}.drawing>svg{max-width:100%;height:auto}}`;

function outlineOf(svg: string): string {
  const lines = partOf(svg, 'desc').split('\n');
  return lines.map((line) => `<li dir="auto">${line}</li>`).join('\n');
}
