import type { Bare } from './reference-reader.ts';

/** Plain data, a document or a flow, without its spans: what is left when positions do not count. */
export function bare<T>(data: T): Bare<T> {
  // The cast is true by construction: only the key `span` goes, at every depth.
  return strip(data) as Bare<T>;
}

function strip(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(strip);
  if (data instanceof Map) return new Map([...data].map(([key, value]) => [key, strip(value)]));
  if (typeof data !== 'object' || data === null) return data;
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(data)) if (key !== 'span') result[key] = strip(value);
  return result;
}
