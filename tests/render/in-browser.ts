/* What an application that draws over its own page would import. */
export { SVG } from '@svgdotjs/svg.js';
export { draw, render } from '../../src/render/render.ts';
