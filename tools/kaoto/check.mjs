// Opens every file of routes/ in Kaoto, edits each step without changing it, and reports what was lost: README.md.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer-core';
import { build, preview } from 'vite';
import { countComments, differences, stepsOf } from './compare.mjs';

const here = import.meta.dirname;
const { values: options } = parseArgs({
  options: {
    routes: { type: 'string', default: resolve(here, '../../routes') },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
    pictures: { type: 'string' },
    save: { type: 'string' },
  },
});

for (const folder of [options.pictures, options.save]) if (folder) await mkdir(folder, { recursive: true });
const configFile = join(here, 'vite.config.mjs');
await build({ configFile });
const server = await preview({ configFile, preview: { host: '127.0.0.1', port: 0 } });
const browser = await puppeteer
  .launch({ executablePath: options.chromium, args: ['--no-sandbox'] })
  .catch((error) => {
    console.error(`${options.chromium}: ${error.message}`);
    process.exit(2);
  });
let lossy = 0;
let status = 2;
try {
  const files = (await readdir(options.routes)).filter((file) => file.endsWith('.yaml')).sort();
  for (const file of files) {
    const losses = await lossesOf(file, await readFile(join(options.routes, file), 'utf8'));
    lossy += losses.length > 0 ? 1 : 0;
    console.log(`${losses.length > 0 ? 'LOSES' : 'keeps'} ${file}${losses.map((loss) => `\n        ${loss}`).join('')}`);
  }
  if (files.length === 0) throw new Error(`${options.routes} holds no *.yaml`);
  console.log(`${files.length - lossy} of ${files.length} files come back from Kaoto as they were`);
  status = lossy > 0 ? 1 : 0;
} catch (error) {
  console.error(error.message);
} finally {
  await browser.close();
  await server.close();
}
process.exit(status);

async function lossesOf(file, code) {
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(`error of the page: ${error.message}`));
  await page.setViewport({ width: 850, height: 1600, deviceScaleFactor: 1.25 });
  await page.goto(server.resolvedUrls.local[0]);
  await page.waitForFunction(() => window.draw);
  await page.evaluate((text) => window.draw(text), code);
  await page.waitForSelector('g[data-kind="node"]', { timeout: 60_000 });
  const { code: after, drawn } = await page.evaluate((...args) => window.roundTrip(...args), code, file);
  if (options.pictures) {
    await page.screenshot({ path: join(options.pictures, `${basename(file, '.camel.yaml')}.png`) });
  }
  if (options.save) await writeFile(join(options.save, file), after);
  await page.close();
  const comments = [code, after].map(countComments);
  const hidden = stepsOf(code).filter((step) => !drawn.includes(step));
  return [
    ...errors,
    ...(comments[0] === comments[1] ? [] : [`comments: ${comments[0]} before, ${comments[1]} after`]),
    ...(hidden.length === 0 ? [] : [`steps that are not drawn: ${hidden.join(', ')}`]),
    ...differences(code, after),
  ];
}
