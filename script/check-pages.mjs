// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

// node check-pages.mjs TOOLS CHROMIUM SCREENSHOTS ADDRESS...: opens each page in both themes, wide and narrow, and
// prints what is wrong with it: accessibility, errors in the console, failed requests, sideways scrolling, weight.
// An address with ?code= signs in and is not looked at itself.
import { createRequire } from 'node:module';
import fs from 'node:fs';

const [tools, chromium, screenshots, ...addresses] = process.argv.slice(2);
const require = createRequire(tools + '/node_modules/');
const puppeteer = require('puppeteer-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const browser = await puppeteer.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu'] });
const heaviest = 200_000;
const problems = [];
let shot = 0;
for (const address of addresses) {
  if (new URL(address).searchParams.has('code')) {
    const page = await browser.newPage();
    await page.goto(address);
    await page.close();
    continue;
  }
  for (const theme of ['light', 'dark']) {
    for (const width of [1280, 320]) {
      const where = `${new URL(address).pathname} ${theme} ${width}px`;
      const page = await browser.newPage();
      page.on('console', (message) => message.type() === 'error' && problems.push(`${where}: ${message.text()}`));
      page.on('pageerror', (error) => problems.push(`${where}: ${error}`));
      page.on('requestfailed', (request) => problems.push(`${where}: failed ${request.url()}`));
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
      const answer = await page.goto(address, { waitUntil: 'networkidle0', timeout: 120000 });
      const weight = (await answer.buffer()).length;
      if (weight > heaviest) problems.push(`${where}: ${weight} bytes`);
      const sideways = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
      if (sideways) problems.push(`${where}: wider than the window`);
      await page.screenshot({ path: `${screenshots}/${String(++shot).padStart(2, '0')}-${theme}-${width}.png`, fullPage: true });
      await page.evaluate(axe);
      const result = await page.evaluate((only) => axe.run(document, { runOnly: only }), tags);
      for (const kind of ['violations', 'incomplete']) {
        for (const rule of result[kind]) {
          for (const node of rule.nodes) {
            const reason = node.any.map((check) => check.data?.messageKey ?? '').join(' ');
            problems.push(`${where}: ${kind} ${rule.id} ${reason} ${node.html.slice(0, 160)}`);
          }
        }
      }
      await page.close();
    }
  }
}
await browser.close();
problems.forEach((problem) => console.log(problem));
