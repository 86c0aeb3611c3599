// Draws recorded messages: payload JSON -> a page of Discord's components ->
// a screenshot by headless Chromium. Usage: draw.mjs [NAME...]; without names it
// redraws the pictures that are there.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { messageHTML } from './message.mjs';

const payloads = resolve('../../bot/testdata/payloads');
const pictures = resolve('../../docs/pictures');
const chromium = process.env.CHROMIUM ?? 'chromium';
const width = 760;

const scratch = mkdtempSync(join(tmpdir(), 'pictures-'));
try {
  const bundle = buildSync({
    stdin: { contents: "import '@skyra/discord-components-core';", resolveDir: '.' },
    bundle: true, format: 'esm', write: false, minify: true,
  }).outputFiles[0].text;
  mkdirSync(pictures, { recursive: true });
  const names = process.argv.slice(2);
  const wanted = names.length ? names : readdirSync(pictures).map((f) => basename(f, '.png'));
  for (const file of readdirSync(payloads).filter((f) => f.endsWith('.json')).sort()) {
    const name = basename(file, '.json');
    if (!wanted.includes(name)) continue;
    draw(name, JSON.parse(readFileSync(join(payloads, file), 'utf8')), bundle);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

// draw measures the page first, then takes a picture of just its height.
function draw(name, recorded, bundle) {
  const page = join(scratch, `${name}.html`);
  writeFileSync(page, pageHTML(messageHTML(recorded), bundle));
  let height = 0;
  for (let tries = 3; !height && tries > 0; tries--) { // a busy machine may be cut short
    height = Number(/data-height="(\d+)"/.exec(chrome(['--dump-dom', `file://${page}`]).toString())?.[1] ?? 0);
  }
  if (!height) throw new Error(`${name}: the page did not draw`);
  const picture = join(pictures, `${name}.png`);
  chrome([`--window-size=${width},${height}`, '--force-device-scale-factor=2', '--hide-scrollbars', `--screenshot=${picture}`, `file://${page}`]);
  console.log(picture, `${width}x${height}`);
}

function chrome(args) {
  return execFileSync(chromium, ['--headless=new', '--no-sandbox', '--disable-gpu', '--allow-file-access-from-files', '--virtual-time-budget=10000',
    `--user-data-dir=${join(scratch, 'profile')}`, ...args], { stdio: ['ignore', 'pipe', 'ignore'], timeout: 60_000 });
}

function pageHTML(body, bundle) {
  return `<!doctype html><html><head><meta charset="utf-8"><style>
html,body{margin:0;background:#313338}
discord-messages{min-height:0!important;border:0!important}
.subtext{font-size:12px;line-height:16px;color:#949ba4;display:block}
.buttons{display:flex;flex-wrap:wrap;gap:8px;margin-top:8px}
.button{display:inline-block;background:#4e5058;color:#fff;border-radius:8px;padding:6px 14px;font-size:14px;font-weight:500}
.button.b1{background:#5865f2}.button.b3{background:#248046}.button.b4{background:#da373c}
.button.off{opacity:.5}
.container{border:1px solid #3f4147;border-left:4px solid var(--accent,#3f4147);border-radius:8px;background:#2b2d31;padding:12px 14px;margin-top:4px;max-width:600px}
.text{white-space:pre-wrap;overflow-wrap:anywhere}
.quote{border-left:4px solid #4e5058;padding-left:12px;display:block}
.rule{border:0;border-top:1px solid #3f4147;margin:8px 0}
.field{margin-top:8px}.field b{display:block;font-size:14px}
.embed-title{font-weight:600;margin-bottom:6px}
.footer{font-size:12px;color:#b5bac1;margin-top:8px}
a{color:#00a8fc;text-decoration:none}
discord-messages{padding-bottom:14px!important}
.select{background:#1e1f22;border-radius:8px;padding:9px 12px;color:#949ba4;font-size:14px;margin-top:8px;max-width:400px}
.option{background:#1e1f22;padding:6px 12px;font-size:14px;max-width:400px;border-radius:6px;margin-top:2px}
code{background:#1e1f22;border-radius:3px;padding:0 3px}
</style><script type="module">${bundle.replaceAll('</script', '<\\/script')}</script></head>
<body><discord-messages>${body}</discord-messages>
<script type="module">
await customElements.whenDefined('discord-messages');
await Promise.all([...document.querySelectorAll('*')].map((e) => e.updateComplete ?? 0));
setTimeout(() => { document.documentElement.dataset.height = Math.ceil(document.querySelector('discord-messages').getBoundingClientRect().height); }, 100);
</script></body></html>`;
}
