// What a round trip did to a file: nothing here knows Kaoto.
import { isDeepStrictEqual } from 'node:util';
import { Lexer, parse } from 'yaml';

export const countComments = (text) => [...new Lexer().lex(text)].filter((token) => token.startsWith('#')).length;

/** The id of each step, or its kind where it has none, in the file's order. */
export function stepsOf(text) {
  const steps = [];
  const visit = (value) => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (value === null || typeof value !== 'object') return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'steps') inner.forEach((step) => steps.push(...Object.entries(step).map(([kind, { id }]) => id ?? kind)));
      visit(inner);
    }
  };
  visit(parse(text));
  return steps;
}

/** Each path that was lost, added or has another value, and whether keys stand in another order. */
export function differences(before, after) {
  const [was, is] = [before, after].map((text) => leaves(parse(text, endpoint)));
  const found = [];
  for (const [path, value] of was) {
    if (!is.has(path)) found.push(`lost ${path}`);
    else if (is.get(path) !== value) found.push(`changed ${path}`);
  }
  for (const path of is.keys()) if (!was.has(path)) found.push(`added ${path}`);
  if (found.length === 0 && !isDeepStrictEqual([...was.keys()], [...is.keys()])) found.push('order of keys');
  return found;
}

/** Where the form of an endpoint was open, Kaoto writes direct:name as direct with a parameter: the same to Camel. */
function endpoint(key, value) {
  if (value?.uri !== 'direct' || !value.parameters?.name) return value;
  const { name, ...others } = value.parameters;
  const { parameters, ...rest } = value;
  return { ...rest, uri: `direct:${name}`, ...(Object.keys(others).length > 0 ? { parameters: others } : {}) };
}

function leaves(value, path = '', found = new Map()) {
  if (value !== null && typeof value === 'object' && Object.keys(value).length > 0) {
    for (const [key, inner] of Object.entries(value)) leaves(inner, path ? `${path}.${key}` : key, found);
  } else {
    found.set(path, JSON.stringify(value));
  }
  return found;
}
